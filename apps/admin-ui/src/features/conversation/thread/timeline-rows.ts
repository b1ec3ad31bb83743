import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import { deliveryOf } from "@chorus/client-sdk/conversation/receipts";
import type { OutgoingMessage } from "@chorus/client-sdk/outbox/outgoing-message";
import type { Event } from "@chorus/contracts/entities/event";
import type { MailOrigin, Message, MessageKind } from "@chorus/contracts/entities/message";
import type { StateBefore } from "../event-texts.ts";
import { isSameDay } from "../../../lib/language/format-time.ts";

const GROUP_MS = 3 * 60_000;

export type Delivery = "pending" | "sent" | "delivered" | "read" | "failed";

interface RowBase {
  key: string;
  at: string;
  /** A day separator stands above. */
  startsDay: boolean;
  /** The "new" separator stands above: everything before it was read. */
  startsNew: boolean;
}

export interface MessageRow extends RowBase {
  type: "message";
  kind: MessageKind;
  authorId: string | null;
  authorName: string;
  isOwn: boolean;
  isFromCustomer: boolean;
  body: string;
  isDeleted: boolean;
  isEdited: boolean;
  /** First and last of a run of bubbles of one author within three minutes. */
  startsGroup: boolean;
  endsGroup: boolean;
  /** Of what came by mail; else null. */
  mail: MailOrigin | null;
  /** Of own messages only. */
  delivery: Delivery | null;
  outgoing: OutgoingMessage | null;
  /** Where it is in the log; null until it is there. */
  stored: { conversationId: string; messageId: string; seq: number } | null;
}

export interface EventRow extends RowBase {
  type: "event";
  event: Event;
  /** The conversation as the event before it left it; null when that is not loaded. */
  before: StateBefore | null;
}

export type TimelineRow = MessageRow | EventRow;

interface RowsInput {
  log: Pick<ConversationSnapshot, "timeline" | "outgoing" | "receipts">;
  self: { id: string; name: string };
  customerId: string | null;
  /** What was unread when the conversation was opened; null: no separator. Later messages are not marked as new. */
  unread: { afterSeq: number; upToSeq: number } | null;
}

/** The rows of a conversation's log with separators, groups and receipts. */
export function timelineRows({ log, self, customerId, unread }: RowsInput): readonly TimelineRow[] {
  const rows: TimelineRow[] = [];
  let hasNewLine: boolean = false;
  let before: StateBefore | null = null;
  const startsDay = (at: string) => !rows.length || !isSameDay(rows.at(-1)?.at ?? at, at);

  for (const entry of log.timeline) {
    if (entry.type === "event") {
      const { event } = entry;
      const at = event.createdAt;
      rows.push({ type: "event", key: entry.key, at, startsDay: startsDay(at), startsNew: false, event, before });
      before = stateIn(event) ?? before;
      continue;
    }
    const { message } = entry;
    const isOwn = message.author.id === self.id;
    const startsNew: boolean =
      !hasNewLine && !isOwn && unread !== null && entry.seq > unread.afterSeq && entry.seq <= unread.upToSeq;
    hasNewLine ||= startsNew;
    const isReader = (userId: string) => userId === customerId;
    const isTicked = isOwn && message.kind === "text" && message.deletedAt === null;
    push(rows, {
      ...messageRow(message, entry.key, isOwn),
      startsDay: startsDay(message.createdAt),
      startsNew,
      delivery: isTicked ? deliveryOf(log.receipts, entry.seq, isReader) : null,
    });
  }
  for (const outgoing of log.outgoing) {
    push(rows, {
      ...outgoingRow(outgoing, self),
      startsDay: startsDay(outgoing.createdAt),
      startsNew: false,
    });
  }
  return rows;
}

/** Agents get the whole conversation with its events. */
function stateIn(event: Event): StateBefore | null {
  if (!("conversation" in event.data)) return null;
  const { conversation } = event.data;
  return "tags" in conversation ? conversation : null;
}

type Unplaced = Omit<MessageRow, "startsGroup" | "endsGroup">;

function push(rows: TimelineRow[], row: Unplaced): void {
  const before = rows.at(-1);
  const isJoined =
    before?.type === "message" &&
    !row.startsDay &&
    !row.startsNew &&
    before.authorId === row.authorId &&
    before.kind === row.kind &&
    Date.parse(row.at) - Date.parse(before.at) < GROUP_MS;
  if (isJoined) rows[rows.length - 1] = { ...before, endsGroup: false };
  rows.push({ ...row, startsGroup: !isJoined, endsGroup: true });
}

function messageRow(message: Message, key: string, isOwn: boolean): Omit<Unplaced, "startsDay" | "startsNew"> {
  return {
    type: "message",
    key,
    at: message.createdAt,
    kind: message.kind,
    authorId: message.author.id,
    authorName: message.author.name,
    isOwn,
    isFromCustomer: message.author.type === "customer",
    body: message.body,
    isDeleted: message.deletedAt !== null,
    isEdited: message.editedAt !== null,
    mail: message.mail ?? null,
    delivery: null,
    outgoing: null,
    stored: { conversationId: message.conversationId, messageId: message.id, seq: message.seq },
  };
}

function outgoingRow(outgoing: OutgoingMessage, self: RowsInput["self"]): Omit<Unplaced, "startsDay" | "startsNew"> {
  return {
    type: "message",
    key: outgoing.clientMessageId,
    at: outgoing.createdAt,
    kind: outgoing.kind,
    authorId: self.id,
    authorName: self.name,
    isOwn: true,
    isFromCustomer: false,
    body: outgoing.body,
    isDeleted: false,
    isEdited: false,
    mail: null,
    delivery: outgoing.status,
    outgoing,
    stored: null,
  };
}
