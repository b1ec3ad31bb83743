import { type Event, eventSpec } from "@chorus/contracts/entities/event";
import type { Actor, Message } from "@chorus/contracts/entities/message";
import type { AudienceEvents } from "@chorus/contracts/routes/internal-chat";
import { toTimestamp } from "@chorus/kernel/clock";
import type { EventRow, StoredChange, StoredMessage } from "../rows/event-queries.ts";
import { presentConversation, presentCustomerConversation } from "./present-conversation.ts";
import type { ConversationRow } from "../rows/conversation-queries.ts";

/** `agent` reads the full numbering, `customer` the public one. */
export type Audience = "agent" | "customer";

export function presentMessage(row: EventRow, audience: Audience): Message {
  const stored = row.data as unknown as StoredMessage;
  const forCustomer = audience === "customer";
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: seqFor(row, audience),
    clientMessageId: row.client_message_id,
    kind: row.kind === "note.created" ? "note" : "text",
    author: actorOf(row),
    body: row.deleted_at ? "" : stored.body,
    replyToSeq: forCustomer ? stored.replyToPublicSeq : stored.replyToSeq,
    attachments: [],
    ...(stored.mail && !forCustomer && !row.deleted_at ? { mail: stored.mail } : {}),
    createdAt: toTimestamp(row.created_at),
    editedAt: row.edited_at && toTimestamp(row.edited_at),
    deletedAt: row.deleted_at && toTimestamp(row.deleted_at),
  };
}

/**
 * An event as one audience sees it.
 * @param conversation needed by the `conversation.*` kinds; what the event changed is laid over it
 */
export function presentEvent(row: EventRow, audience: Audience, conversation: ConversationRow | undefined): Event {
  const frame = {
    conversationId: row.conversation_id,
    seq: seqFor(row, audience),
    actor: actorOf(row),
    createdAt: toTimestamp(row.created_at),
  };
  const { stored, erased } = eventSpec(row.kind);
  switch (stored) {
    case "message":
      return as({ ...frame, kind: row.kind, data: { message: presentMessage(row, audience) } });
    case "change":
      return presentChange(row, audience, frame);
    case "itself":
      return as({ ...frame, kind: row.kind, data: { ...erased, ...row.data } });
    case "conversation": {
      if (!conversation) throw new Error(`${row.kind} needs its conversation`);
      const then = { ...conversation, ...(row.data as Partial<ConversationRow>) };
      const presented =
        audience === "agent"
          ? { ...presentConversation(then), headSeq: row.seq }
          : { ...presentCustomerConversation(then), headSeq: frame.seq };
      const actor = actorFor(row, audience, then.assignee_id);
      return as({ ...frame, kind: row.kind, actor, data: { conversation: presented } });
    }
  }
}

type Presented = Omit<Event, "kind" | "data">;

function presentChange(row: EventRow, audience: Audience, frame: Presented): Event {
  if (row.kind === "message.edited")
    return { ...frame, kind: row.kind, data: { message: presentMessage(asEdited(row), audience) } };
  const { messageId, messageSeq, messagePublicSeq } = row.data as unknown as StoredChange;
  return as({
    ...frame,
    kind: row.kind,
    actor: actorFor(row, audience, null),
    data: { messageId, messageSeq: audience === "agent" ? messageSeq : (messagePublicSeq ?? 0) },
  });
}

/** The registry guarantees that `data` fits its kind; the compiler cannot check that. */
function as(event: Presented & { kind: EventRow["kind"]; data: unknown }): Event {
  return event as Event;
}

/** The edited message as a row. Only authors edit, so the actor of the edit is the author. */
function asEdited(edit: EventRow): EventRow {
  const change = edit.data as unknown as StoredChange;
  return {
    ...edit,
    id: change.messageId,
    seq: change.messageSeq,
    public_seq: change.messagePublicSeq,
    kind: change.messageKind,
    client_message_id: change.clientMessageId,
    created_at: new Date(change.messageCreatedAt),
    edited_at: edit.created_at,
  };
}

/** The event in both audiences' forms. */
export function presentForAudiences(row: EventRow, conversation: ConversationRow | undefined): AudienceEvents {
  return {
    seq: row.seq,
    publicSeq: row.public_seq,
    agentEvent: presentEvent(row, "agent", conversation),
    customerEvent: row.public_seq === null ? null : presentEvent(row, "customer", conversation),
  };
}

function seqFor(row: EventRow, audience: Audience): number {
  // Rows without a public number are never shown to customers.
  return audience === "agent" ? row.seq : (row.public_seq ?? 0);
}

/** Customers see their assignee only; other people and times of work on the conversation are internal. */
function actorFor(row: EventRow, audience: Audience, assigneeId: string | null): Actor {
  const isUnknown = audience === "customer" && row.actor_type === "agent" && row.actor_id !== assigneeId;
  return isUnknown ? { type: row.actor_type, id: null, name: "" } : actorOf(row);
}

function actorOf(row: EventRow): Actor {
  return { type: row.actor_type, id: row.actor_id, name: row.actor_name };
}
