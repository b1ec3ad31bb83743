import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";
import type { OutgoingMessage } from "@chorus/client-sdk/outbox/outgoing-message";
import type { Message } from "@chorus/contracts/entities/message";
import { expect, test } from "vitest";
import { timelineRows } from "./timeline-rows.ts";

const self = { id: "me", name: "Max" };
const me: Message["author"] = { type: "agent", ...self };
const ada: Message["author"] = { type: "customer", id: "ada", name: "Ada" };

/** At noon plus `second`, so that days do not depend on the zone of the machine. */
const at = (second: number, day = 20) => new Date(2026, 10, day, 12, 0, second).toISOString();

function entry(
  seq: number,
  author: Message["author"],
  createdAt: string,
  fields: Partial<Message> = {},
): TimelineEntry {
  const message: Message = {
    id: `m${seq}`,
    conversationId: "c",
    seq,
    clientMessageId: null,
    kind: "text",
    author,
    body: "x",
    replyToSeq: null,
    attachments: [],
    createdAt,
    editedAt: null,
    deletedAt: null,
    ...fields,
  };
  return { type: "message", key: message.id, seq, message };
}

function rowsOf(
  timeline: TimelineEntry[],
  fields: Partial<Parameters<typeof timelineRows>[0]> = {},
  outgoing: OutgoingMessage[] = [],
) {
  const rows = timelineRows({
    log: { timeline, outgoing, receipts: new Map() },
    self,
    customerId: "ada",
    unread: null,
    ...fields,
  });
  return rows.filter((row) => row.type === "message");
}

test("bubbles of one author within three minutes are one group", () => {
  const rows = rowsOf([entry(1, ada, at(0)), entry(2, ada, at(179)), entry(3, ada, at(400)), entry(4, me, at(401))]);
  expect(rows.map((row) => row.startsGroup)).toEqual([true, false, true, true]);
  expect(rows.map((row) => row.endsGroup)).toEqual([false, true, true, true]);
});

test("a note never joins a reply, a new day starts a group and has its separator", () => {
  const rows = rowsOf([entry(1, me, at(0)), entry(2, me, at(1), { kind: "note" }), entry(3, me, at(1, 21))]);
  expect(rows.map((row) => row.startsGroup)).toEqual([true, true, true]);
  expect(rows.map((row) => row.startsDay)).toEqual([true, false, true]);
});

test("one line where reading stopped, above what somebody else said", () => {
  const rows = rowsOf([entry(1, ada, at(0)), entry(2, me, at(1)), entry(3, ada, at(2)), entry(4, ada, at(3))], {
    unread: { afterSeq: 1, upToSeq: 4 },
  });
  expect(rows.map((row) => row.startsNew)).toEqual([false, false, true, false]);
});

test("what comes while somebody looks is not called new", () => {
  const rows = rowsOf([entry(1, ada, at(0)), entry(2, ada, at(1))], { unread: { afterSeq: 1, upToSeq: 1 } });
  expect(rows.map((row) => row.startsNew)).toEqual([false, false]);
});

test("ticks tell what the customer got and read, not what a colleague did", () => {
  const receipts = new Map([
    ["ada", { userId: "ada", deliveredSeq: 2, readSeq: 1 }],
    ["colleague", { userId: "colleague", deliveredSeq: 9, readSeq: 9 }],
  ]);
  const timeline = [1, 2, 3].map((seq) => entry(seq, me, at(seq)));
  const rows = rowsOf([...timeline, entry(4, ada, at(4))], {
    log: { timeline: [...timeline, entry(4, ada, at(4))], outgoing: [], receipts },
  });
  expect(rows.map((row) => row.delivery)).toEqual(["read", "delivered", "sent", null]);
});

test("what is on its way stands at the end, in the group of what went before", () => {
  const outgoing: OutgoingMessage = {
    clientMessageId: "o",
    conversationId: "c",
    body: "y",
    kind: "text",
    replyToSeq: null,
    createdAt: at(5),
    status: "failed",
    error: { code: "closed", detail: "Closed." },
    seq: null,
  };
  const rows = rowsOf([entry(1, me, at(0))], {}, [outgoing]);
  expect(rows.map((row) => [row.key, row.startsGroup, row.delivery])).toEqual([
    ["m1", true, "sent"],
    ["o", false, "failed"],
  ]);
});
