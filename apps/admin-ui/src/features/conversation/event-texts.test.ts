import type { Event } from "@chorus/contracts/entities/event";
import { sampleDeskConversation } from "@chorus/contracts/testing/sample-conversation";
import { expect, test } from "vitest";
import { eventText } from "./event-texts.ts";

const SELF = "me";

function event(kind: "conversation.tagged" | "conversation.rated", fields: object, actor = { id: "ben", name: "Ben" }) {
  const conversation = sampleDeskConversation(fields);
  return { kind, actor: { type: "agent", ...actor }, data: { conversation } } as unknown as Event;
}

/** Without the marks that keep a name's direction. */
const plain = (text: string | null) => text?.replace(/[\u2066-\u2069]/g, "");

test("a change says what was changed, where what was before is known", () => {
  const now = event("conversation.tagged", { tags: ["vip", "late"], priority: "high" });
  const before = { tags: ["late", "old"], priority: "normal" } as const;
  expect(plain(eventText(now, SELF, { ...before, tags: [...before.tags] }))).toBe(
    "Ben added vip · Ben removed old · Ben set the priority to high",
  );
  expect(plain(eventText(now, SELF, null))).toBe("Ben changed tags or priority");
});

test("a rating has its stars and its words", () => {
  const rated = (rating: object | null) =>
    plain(eventText(event("conversation.rated", { rating }, { id: "elena", name: "إلينا" }), SELF, null));
  expect(rated({ score: 4, comment: "Quick", ratedAt: null })).toBe("إلينا rated the conversation 4 of 5: “Quick”");
  expect(rated({ score: 2, comment: null, ratedAt: null })).toBe("إلينا rated the conversation 2 of 5");
  expect(rated(null)).toBe("إلينا rated the conversation");
});

test("a name of another direction is kept apart", () => {
  const text = eventText(event("conversation.rated", { rating: null }, { id: "elena", name: "إلينا" }), SELF, null);
  expect(text).toBe("\u2068إلينا\u2069 rated the conversation");
});

test("a snooze says until when", () => {
  const snoozed = {
    ...event("conversation.tagged", { status: "snoozed", snoozedUntil: "2026-11-30T09:00:00.000Z" }),
    kind: "conversation.status",
  } as Event;
  expect(plain(eventText(snoozed, SELF, null))).toMatch(/^Ben snoozed the conversation until 30 Nov 2026/);
});
