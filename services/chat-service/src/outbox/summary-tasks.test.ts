import type { EventKind } from "@chorus/contracts/entities/event";
import { expect, test } from "vitest";
import { summaryTasksOf } from "./summary-tasks.ts";

const AT_MS = Date.parse("2026-11-29T10:00:00.000Z");
const rowOf = (event_kind: EventKind, afterMs = 0, conversation_id = "c") => ({
  ...{ tenant_id: "t", id: 1, conversation_id, seq: 7, topic: "conversation.event", payload: {} },
  ...{ event_kind, actor_type: "customer", created_at: new Date(AT_MS + afterMs) },
});
const tasksOf = (...rows: ReturnType<typeof rowOf>[]) =>
  summaryTasksOf(rows).map(
    ({ name, dedupKey, dueMs = 0, settlesByMs }) =>
      `${name} of ${dedupKey} +${(dueMs - AT_MS) / 1_000} s${settlesByMs === undefined ? "" : `, by +${(settlesByMs - AT_MS) / 1_000} s`}`,
  );

test("a message is summarised after a pause, at the latest ten minutes later, and indexed after five seconds", () => {
  expect(tasksOf(rowOf("message.created"))).toEqual(["summary.make of c +120 s, by +600 s", "search.index of c +5 s"]);
});

test("of many messages there is one task each, put off by the last", () => {
  expect(tasksOf(rowOf("message.created"), rowOf("message.created", 30_000))).toEqual([
    "summary.make of c +150 s, by +630 s",
    "search.index of c +35 s",
  ]);
});

test("a transfer is summarised at once, and a message that follows does not put it off", () => {
  expect(tasksOf(rowOf("conversation.transferred"), rowOf("message.created", 1_000))).toContain(
    "summary.make of c +0 s",
  );
});

test("conversations do not share a task", () => {
  expect(tasksOf(rowOf("message.created"), rowOf("message.created", 0, "d"))).toHaveLength(4);
});
