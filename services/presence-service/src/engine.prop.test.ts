import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anySteps, findLie } from "./testing/interleavings.ts";
import { createMemoryStore } from "./testing/memory-store.ts";

describe("presence", () => {
  it("ends in the model's state after any interleaving, and tells each transition once", async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, async (steps) => {
        expect(await findLie(createMemoryStore(), steps)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });
});
