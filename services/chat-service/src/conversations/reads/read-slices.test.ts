import type { SyncItem } from "@chorus/contracts/routes/internal-chat";
import { expect, test } from "vitest";
import { samplePrincipal } from "../../testing/sample-rows.ts";
import { rangesWithin } from "./read-slices.ts";

const [desk, customer] = [samplePrincipal(), samplePrincipal({ role: "customer" })];
const conversations = new Map([
  ["long", { last_seq: 1_000, last_public_seq: 900 }],
  ["short", { last_seq: 10, last_public_seq: 8 }],
]);
const item = (conversationId: string, fields: Partial<SyncItem> = {}): SyncItem => ({
  ...{ principal: desk, conversationId, limit: 300 },
  ...fields,
});
const read = (items: SyncItem[], maxEvents: number) =>
  [...rangesWithin(items, conversations, maxEvents).values()].map(
    ({ conversationId, numbering, keep, afterSeq }) => `${conversationId} ${numbering} ${keep} after ${afterSeq}`,
  );

test("each reads its own numbering: the newest without a position, what follows it with one", () => {
  expect(read([item("short"), item("short", { principal: customer, afterSeq: 2 })], 1_000)).toEqual([
    "short seq newest after 0",
    "short public_seq oldest after 2",
  ]);
});

test("what several ask alike is read and counted once", () => {
  expect(read([item("short"), item("short"), item("short", { afterSeq: 9 })], 11)).toEqual([
    "short seq newest after 0",
    "short seq oldest after 9",
  ]);
});

test("what may be more than is left waits, and smaller ones behind it do not", () => {
  expect(read([item("short"), item("long"), item("short", { afterSeq: 5 })], 20)).toEqual([
    "short seq newest after 0",
    "short seq oldest after 5",
  ]);
});

test("the first is read whatever its size, so that it is never asked for in vain", () => {
  expect(read([item("long"), item("short")], 20)).toEqual(["long seq newest after 0"]);
});

test("a position beyond the head costs nothing", () => {
  expect(read([item("short"), item("long", { afterSeq: 5_000 })], 10)).toHaveLength(2);
});

test("what may not be read is left out", () => {
  expect(read([item("another tenant's")], 1_000)).toEqual([]);
});
