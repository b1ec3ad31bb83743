import type { EventKind } from "@chorus/contracts/entities/event";
import { expect, test } from "vitest";
import { notificationTasks, notificationTasksOf } from "./notification-tasks.ts";

const createdAt = new Date("2026-11-29T10:00:00.000Z");
const kindsFor = (event_kind: EventKind, actor_type: string) =>
  notificationTasksOf(
    {
      ...{ tenant_id: "t", id: 1, conversation_id: "c", seq: 7, topic: "conversation.event", payload: {} },
      ...{ event_kind, actor_type, created_at: createdAt },
    },
    60_000,
  ).map(({ kind, dueMs }) => `${kind} +${(dueMs - createdAt.getTime()) / 1000} s`);

test.each<[EventKind, string, string[]]>([
  ["message.created", "customer", ["conversation.waiting +60 s"]],
  ["message.created", "agent", ["message.unread +60 s"]],
  ["message.created", "assistant", ["message.unread +60 s"]],
  ["message.created", "system", []],
  ["message.edited", "customer", ["conversation.waiting +60 s"]],
  ["message.edited", "agent", []],
  ["message.deleted", "customer", []],
  ["message.deleted", "agent", ["conversation.waiting +60 s"]],
  ["note.created", "agent", ["conversation.mentioned +0 s"]],
  ["conversation.queued", "system", ["conversation.waiting +60 s"]],
  ["conversation.assigned", "agent", ["conversation.assigned +0 s", "conversation.waiting +60 s"]],
  ["conversation.transferred", "agent", ["conversation.assigned +0 s", "conversation.waiting +60 s"]],
  ["conversation.status", "agent", ["conversation.closed +0 s", "conversation.waiting +60 s"]],
  ["conversation.handed_over", "assistant", ["conversation.waiting +60 s"]],
  ["conversation.tagged", "agent", []],
  ["mail.automatic", "customer", []],
  ["mail.sent", "system", []],
])("%s by %s: %j", (kind, actor, expected) => expect(kindsFor(kind, actor)).toEqual(expected));

test("a changed address is decided about at once, from what was not read, also beside a message that has just come", () => {
  const row = { tenant_id: "t", created_at: createdAt };
  const message = {
    ...{ ...row, id: 1, conversation_id: "c", seq: 7, topic: "conversation.event", payload: {} },
    ...{ event_kind: "message.created" as const, actor_type: "agent" },
  };
  const changed = {
    ...{ ...row, id: 2, conversation_id: null, seq: null, topic: "message.unread", event_kind: null, actor_type: null },
    payload: { conversationId: "c", firstSeq: 3 },
  };
  expect(notificationTasks([message, changed], 60_000)).toMatchObject([
    { firstSeq: 3, dueMs: createdAt.getTime(), dedupKey: "message.unread.c", payload: { kind: "message.unread" } },
  ]);
});
