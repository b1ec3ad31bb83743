import { sampleDeskConversation } from "@chorus/contracts/testing/sample-conversation";
import type { Conversation } from "@chorus/contracts/entities/conversation";
import { expect, test } from "vitest";
import { sampleConversation, sampleEvent, sampleId } from "../testing/sample-events.ts";
import { followEvent } from "./follow-event.ts";

const AGENT = { type: "agent", id: sampleId(3), name: "Anna" } as const;
const asDesk = sampleDeskConversation({ id: sampleConversation.id });

test("the customer waits from their first unanswered message on, until somebody answers", () => {
  const asked = followEvent(asDesk, sampleEvent(1, { createdAt: "2026-11-21T09:01:00.000Z" }));
  const askedAgain = followEvent(asked, sampleEvent(2, { createdAt: "2026-11-21T09:02:00.000Z" }));
  expect(askedAgain).toEqual({ ...asDesk, waitingSince: "2026-11-21T09:01:00.000Z" });
  expect(followEvent(askedAgain, sampleEvent(3, { author: AGENT }))).toEqual(asDesk);
});

test("a note is no answer, and a customer's view tells nothing of waiting", () => {
  const waiting = { ...asDesk, waitingSince: "2026-11-21T09:01:00.000Z" };
  const { data, ...event } = sampleEvent(4, { author: AGENT, kind: "note" });
  expect(followEvent(waiting, { ...event, kind: "note.created", data })).toBe(waiting);
  expect(followEvent(sampleConversation, sampleEvent(5))).toBe(sampleConversation);
});

test("an event that carries the conversation replaces what was known", () => {
  const conversation: Conversation = { ...asDesk, priority: "high" };
  const event = { ...sampleEvent(6, { author: AGENT }), kind: "conversation.tagged", data: { conversation } } as const;
  expect(followEvent(asDesk, event)).toBe(conversation);
});
