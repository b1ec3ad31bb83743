import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import { deliveryOf } from "@chorus/client-sdk/conversation/receipts";
import { explainPendingFirst, explainRefusal } from "../state/language.ts";
import { photoOfAuthor } from "../state/photo-of-author.ts";
import { formatDay } from "../state/times.ts";
import type { PendingFirstMessage } from "../tabs/pending-first-message.ts";
import { eventLine } from "./event-line.ts";
import type { BubbleProps } from "./message-bubble.tsx";

type BubbleRow = { type: "bubble"; key: string } & Omit<BubbleProps, "onRetry" | "onDiscard"> & {
    isPendingFirst?: boolean;
  };
export type LogRow = { type: "line"; key: string; text: string; createdAt: string } | BubbleRow;

/** Messages of one author closer than this are one group. */
const GROUP_MS = 3 * 60_000;

type Sources = Pick<ConversationSnapshot, "timeline" | "outgoing" | "receipts"> &
  Partial<Pick<ConversationSnapshot, "conversation">>;

/** The rows of the log: a line for each day, events, messages, and pending messages. */
export function rowsOf(
  { timeline, outgoing, receipts, conversation }: Sources,
  pendingFirst: readonly PendingFirstMessage[],
  selfId: string | null,
  nowMs: number,
): LogRow[] {
  const rows = new Rows(nowMs);
  for (const entry of timeline) {
    if (entry.type === "event") {
      const text = eventLine(entry.event);
      if (text) rows.addLine(entry.key, text, entry.event.createdAt);
      continue;
    }
    const { author, body, createdAt, deletedAt, editedAt } = entry.message;
    rows.addMessage(author.id ?? "system", {
      ...{ key: entry.key, body, createdAt, isMine: author.type === "customer" },
      ...{ author: author.name, authorId: author.id, authorType: author.type },
      avatar: photoOfAuthor(author, conversation?.assignee),
      ...{ isDeleted: deletedAt !== null, isEdited: editedAt !== null },
    });
  }
  const lastOwn = timeline.findLast((entry) => entry.type === "message" && entry.message.author.type === "customer");
  const lastRow = rows.list.find((row) => row.key === lastOwn?.key);
  if (lastOwn && lastRow?.type === "bubble" && !lastRow.isDeleted)
    lastRow.status = deliveryOf(receipts, lastOwn.seq, (userId) => userId !== selfId);
  const known = new Set(rows.list.map((row) => row.key));
  for (const { clientMessageId: key, body, createdAt, status, problem } of pendingFirst) {
    if (known.has(key)) continue;
    const why = problem ? explainPendingFirst(problem) : undefined;
    rows.addMessage(OWN, { key, body, createdAt, isMine: true, isPendingFirst: true, status, problem: why });
  }
  for (const { clientMessageId: key, body, createdAt, status, error } of outgoing)
    rows.addMessage(OWN, {
      key,
      body,
      createdAt,
      isMine: true,
      status,
      problem: error ? explainRefusal(error) : undefined,
    });
  return rows.list;
}

/** The author of messages that are on their way. */
const OWN = "self";

/** Rows in the order of time; knows where a day and a group begin. */
class Rows {
  readonly list: LogRow[] = [];
  readonly #nowMs: number;
  #day = "";
  #author: string | null = null;
  #atMs = 0;

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  addLine(key: string, text: string, createdAt: string): void {
    this.#beginDay(createdAt);
    this.list.push({ type: "line", key, text, createdAt });
    this.#author = null;
  }

  addMessage(author: string, message: Omit<BubbleRow, "type" | "isFirst" | "isLast">): void {
    this.#beginDay(message.createdAt);
    const atMs = Date.parse(message.createdAt);
    const isFirst = this.#author !== author || atMs - this.#atMs > GROUP_MS;
    const before = this.list.at(-1);
    if (!isFirst && before?.type === "bubble") before.isLast = false;
    this.list.push({ type: "bubble", isFirst, isLast: true, ...message });
    this.#author = author;
    this.#atMs = atMs;
  }

  #beginDay(createdAt: string): void {
    const day = new Date(createdAt).toDateString();
    if (day === this.#day) return;
    this.#day = day;
    this.list.push({ type: "line", key: `day ${day}`, text: formatDay(createdAt, this.#nowMs), createdAt });
    this.#author = null;
  }
}
