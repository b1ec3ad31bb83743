import type { Event } from "@chorus/contracts/entities/event";
import { expect, test } from "vitest";
import {
  CONVERSATION_ID,
  CUSTOMER_ID,
  sampleConversation,
  sampleEvent,
  sampleMessage,
} from "../testing/sample-events.ts";
import { projectTimeline } from "./timeline.ts";

const base = {
  conversationId: CONVERSATION_ID,
  actor: { type: "customer" as const, id: CUSTOMER_ID, name: "Ada" },
  createdAt: "2026-11-21T09:05:00.000Z",
};

const messages = (events: Event[]) =>
  projectTimeline(events).flatMap((entry) => (entry.type === "message" ? [entry.message] : []));

test("an edit changes the message where it was said", () => {
  const edited = sampleMessage(1, { body: "better", editedAt: "2026-11-21T09:05:00.000Z" });
  const events: Event[] = [
    sampleEvent(1),
    sampleEvent(2),
    { ...base, seq: 3, kind: "message.edited", data: { message: edited } },
  ];
  expect(messages(events).map((message) => [message.seq, message.body])).toEqual([
    [1, "better"],
    [2, "message 2"],
  ]);
});

test("a deleted message keeps its place without its text", () => {
  const events: Event[] = [
    sampleEvent(1),
    { ...base, seq: 2, kind: "message.deleted", data: { messageId: sampleMessage(1).id, messageSeq: 1 } },
  ];
  expect(messages(events)).toMatchObject([{ seq: 1, body: "", deletedAt: "2026-11-21T09:05:00.000Z" }]);
});

test("an edit of a message that is not loaded waits for its page", () => {
  const edited = sampleMessage(1, { body: "better" });
  const edit: Event = { ...base, seq: 3, kind: "message.edited", data: { message: edited } };
  expect(messages([sampleEvent(2), edit])).toHaveLength(1);
  expect(messages([sampleEvent(1), sampleEvent(2), edit])[0]?.body).toBe("better");
});

test("an erased conversation keeps no earlier text", () => {
  const erased: Event = { ...base, seq: 3, kind: "conversation.erased", data: { conversation: sampleConversation } };
  const bodies = messages([sampleEvent(1), sampleEvent(2), erased, sampleEvent(4)]).map((message) => message.body);
  expect(bodies).toEqual(["", "", "message 4"]);
});

test("keys are the sender's ids and stay apart when two authors chose the same", () => {
  const shared = sampleMessage(1).clientMessageId;
  const events = [sampleEvent(1), sampleEvent(2, { clientMessageId: shared })];
  expect(projectTimeline(events).map((entry) => entry.key)).toEqual([shared, sampleMessage(2).id]);
});
