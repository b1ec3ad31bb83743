import { describe, expect, it } from "vitest";
import { asyncApiDocument } from "./asyncapi.ts";

describe("the AsyncAPI document", () => {
  const { components } = asyncApiDocument() as {
    components: { messages: Record<string, { summary?: string; payload: object }> };
  };

  it("says of every frame what it is for and which fields it has", () => {
    const messages = Object.entries(components.messages);
    expect(messages).toHaveLength(34);
    for (const [name, { summary, payload }] of messages) {
      expect(summary?.length, name).toBeGreaterThan(4);
      expect(JSON.stringify(payload), name).toContain('"type":{"type":"string","const":');
    }
  });
});
