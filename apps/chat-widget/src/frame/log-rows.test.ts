import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";
import type { OutgoingMessage } from "@chorus/client-sdk/outbox/outgoing-message";
import { expect, test } from "vitest";
import { rowsOf } from "./log-rows.ts";

const conversationId = "01990a00-0000-7000-8000-000000000001";

function said(seq: number, by: "customer" | "agent", createdAt: string): TimelineEntry {
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

test("messages of one author within three minutes are one group", () => {
  const timeline = [
    said(1, "customer", "2026-11-21T10:00:00.000Z"),
    said(2, "customer", "2026-11-21T10:02:00.000Z"),
    said(3, "customer", "2026-11-21T10:06:00.000Z"),
    said(4, "agent", "2026-11-21T10:06:10.000Z"),
  ];
  const rows = rowsOf({ timeline, outgoing: [] }, null);
  expect(rows.map((row) => row.type === "bubble" && row.isFirst)).toEqual([true, false, true, true]);
});

test("another day gets a line of its own", () => {
  const timeline = [said(1, "customer", "2026-11-19T12:00:00.000Z"), said(2, "agent", "2026-11-21T12:00:00.000Z")];
  expect(rowsOf({ timeline, outgoing: [] }, null).map((row) => row.type)).toEqual(["bubble", "line", "bubble"]);
});

test("the first message is shown once, on its way or in the log", () => {
  const first = {
    clientMessageId: "c1",
    body: "text 1",
    createdAt: "2026-11-21T10:00:00.000Z",
    status: "pending" as const,
  };
  expect(rowsOf({ timeline: [], outgoing: [] }, first).map((row) => row.key)).toEqual(["c1"]);
  const timeline = [said(1, "customer", "2026-11-21T10:00:00.000Z")];
  expect(rowsOf({ timeline, outgoing: [onItsWay("c2")] }, first).map((row) => row.key)).toEqual(["c1", "c2"]);
});
