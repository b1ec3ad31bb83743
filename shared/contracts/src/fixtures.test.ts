import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { ControlMessage, ConversationMessage, InboxMessage, PresenceMessage } from "./bus/messages.ts";
import { EVENT_KINDS } from "./entities/event.ts";
import { ClientFrame } from "./frames/client-frame.ts";
import { ServerFrame } from "./frames/server-frame.ts";
import { TASKS } from "./tasks.ts";

const folder = path.join(import.meta.dirname, "../fixtures/v1");

const schemas: Record<string, z.ZodType> = {
  "client-frames.json": ClientFrame,
  "server-frames.json": ServerFrame,
  "conversation-messages.json": ConversationMessage,
  "inbox-messages.json": InboxMessage,
  "presence-messages.json": PresenceMessage,
  "control-messages.json": ControlMessage,
};

function read(file: string): unknown[] {
  return JSON.parse(readFileSync(path.join(folder, file), "utf8")) as unknown[];
}

describe("what version 1 once sent is understood for as long as version 1 lives", () => {
  test.each(Object.entries(schemas))("%s", (file, schema) => {
    const fixtures = read(file);
    expect(fixtures.length).toBeGreaterThan(0);
    // Parsed and unchanged: nothing is lost on the way through the schema.
    for (const fixture of fixtures) expect(schema.parse(fixture)).toEqual(fixture);
  });

  test("every frame type and every event kind has a fixture", () => {
    const types = (file: string) => new Set(read(file).map((fixture) => (fixture as { type: string }).type));
    expect(types("client-frames.json").size).toBe(ClientFrame.options.length);
    expect(types("server-frames.json").size).toBe(ServerFrame.options.length);
    const events = read("server-frames.json") as { type: string; kind: string }[];
    const kinds = new Set(events.filter(({ type }) => type === "event").map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(EVENT_KINDS));
  });

  test("task payloads", () => {
    const fixtures = read("tasks.json") as { name: keyof typeof TASKS; payload: unknown }[];
    expect(fixtures.map(({ name }) => name).toSorted()).toEqual(Object.keys(TASKS).toSorted());
    for (const { name, payload } of fixtures) expect(TASKS[name].payload.parse(payload)).toEqual(payload);
  });

  test("no fixture file without a schema", () => {
    expect(readdirSync(folder).toSorted()).toEqual([...Object.keys(schemas), "tasks.json"].toSorted());
  });
});
