import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";
import type { OutgoingMessage } from "@chorus/client-sdk/outbox/outgoing-message";
import type { Receipts } from "@chorus/client-sdk/conversation/receipts";
import { expect, test } from "vitest";
import type { PendingFirstMessage } from "../tabs/pending-first-message.ts";
import { type LogRow, rowsOf } from "./log-rows.ts";

const conversationId = "01990a00-0000-7000-8000-000000000001";

function entry(seq: number, by: "customer" | "agent", createdAt: string): TimelineEntry {
  const author = { type: by, id: by, name: by === "agent" ? "Ana" : "Visitor" };
  const message = {
    id: `m${seq}`,
    conversationId,
    seq,
    clientMessageId: `c${seq}`,
    kind: "text" as const,
    author,
    body: `text ${seq}`,
    replyToSeq: null,
    attachments: [],
    createdAt,
    editedAt: null,
    deletedAt: null,
  };
  return { type: "message", key: `c${seq}`, seq, message };
}

function onItsWay(clientMessageId: string): OutgoingMessage {
  const createdAt = "2026-11-21T10:00:00.000Z";
  const fields = { kind: "text" as const, replyToSeq: null, status: "pending" as const, error: null, seq: null };
  return { clientMessageId, conversationId, body: "soon", createdAt, ...fields };
}

const NOW_MS = Date.parse("2026-11-21T12:00:00.000Z");
const bubbles = (rows: readonly LogRow[]) => rows.flatMap((row) => (row.type === "bubble" ? row : []));

test("messages of one author within three minutes are one group", () => {
  const timeline = [
    entry(1, "customer", "2026-11-21T10:00:00.000Z"),
    entry(2, "customer", "2026-11-21T10:02:00.000Z"),
    entry(3, "customer", "2026-11-21T10:06:00.000Z"),
    entry(4, "agent", "2026-11-21T10:06:10.000Z"),
  ];
  const rows = bubbles(rowsOf({ timeline, outgoing: [], receipts: new Map() }, [], "customer", NOW_MS));
  expect(rows.map((row) => row.isFirst)).toEqual([true, false, true, true]);
  expect(
    rows.map((row) => row.isLast),
    "the time stands at the last one",
  ).toEqual([false, true, true, true]);
});

test("each day begins with a line of its own, the first one too", () => {
  const timeline = [entry(1, "customer", "2026-11-19T12:00:00.000Z"), entry(2, "agent", "2026-11-21T12:00:00.000Z")];
  const rows = rowsOf({ timeline, outgoing: [], receipts: new Map() }, [], "customer", NOW_MS);
  expect(rows.map((row) => row.type)).toEqual(["line", "bubble", "line", "bubble"]);
  expect(rows.flatMap((row) => (row.type === "line" ? row.text : []))).toEqual([
    expect.stringMatching(/^Thursday, November 19 /),
    expect.stringMatching(/^Today /),
  ]);
});

test("the first message is shown once, on its way or in the log", () => {
  const first: PendingFirstMessage = {
    clientMessageId: "c1",
    body: "text 1",
    createdAt: "2026-11-21T10:00:00.000Z",
    status: "pending",
    introduction: {},
    problem: null,
  };
  const keys = (timeline: TimelineEntry[], outgoing: OutgoingMessage[]) =>
    bubbles(rowsOf({ timeline, outgoing, receipts: new Map() }, [first], "customer", NOW_MS)).map((row) => row.key);
  expect(keys([], [])).toEqual(["c1"]);
  expect(keys([entry(1, "customer", "2026-11-21T10:00:00.000Z")], [onItsWay("c2")])).toEqual(["c1", "c2"]);
});

test("the newest own message says how far it has come", () => {
  const timeline = [
    entry(1, "customer", "2026-11-21T10:00:00.000Z"),
    entry(2, "customer", "2026-11-21T10:00:01.000Z"),
    entry(3, "agent", "2026-11-21T10:00:02.000Z"),
  ];
  const statuses = (receipts: Receipts) =>
    bubbles(rowsOf({ timeline, outgoing: [], receipts }, [], "customer", NOW_MS)).map((row) => row.status);
  expect(statuses(new Map([["customer", { userId: "customer", deliveredSeq: 3, readSeq: 3 }]]))).toEqual([
    undefined,
    "sent",
    undefined,
  ]);
  expect(statuses(new Map([["agent", { userId: "agent", deliveredSeq: 2, readSeq: 1 }]]))[1]).toBe("delivered");
  expect(statuses(new Map([["agent", { userId: "agent", deliveredSeq: 2, readSeq: 2 }]]))[1]).toBe("read");
});

test("only the messages of the person who answers carry their picture", () => {
  const timeline = [entry(1, "customer", "2026-11-21T10:00:00.000Z"), entry(2, "agent", "2026-11-21T10:01:00.000Z")];
  const assignee = { id: "agent", name: "Ana", avatar: "https://pictures.test/ana.png" };
  const conversation = { assignee } as ConversationSnapshot["conversation"];
  const rows = bubbles(rowsOf({ timeline, outgoing: [], receipts: new Map(), conversation }, [], "customer", NOW_MS));
  expect(rows.map((row) => row.avatar)).toEqual([null, "https://pictures.test/ana.png"]);
});
