import { z } from "zod";
import { Conversation } from "../entities/conversation.ts";
import { PresenceStatus } from "../entities/people.ts";
import { queuePosition, typing, viewing } from "../frames/signals.ts";
import { Uuid } from "../ids.ts";
import { Seq, Timestamp } from "../primitives.ts";
import { AudienceEvents } from "../routes/internal-chat.ts";

/** A committed event. A hint: losing it costs latency, never data. */
export const EventPublished = AudienceEvents.extend({
  type: z.literal("event"),
  conversationId: Uuid,
  /** The largest `publicSeq` at or below `seq`. */
  publicHeadSeq: Seq,
});
export type EventPublished = z.infer<typeof EventPublished>;

/** A participant's watermarks, in both numberings. */
export const ReceiptPublished = z.object({
  type: z.literal("receipt"),
  conversationId: Uuid,
  userId: Uuid,
  deliveredSeq: Seq,
  readSeq: Seq,
  publicDeliveredSeq: Seq,
  publicReadSeq: Seq,
  /** Of somebody the customer knows: themselves, the assignee, who has written to them. Whoever only reads along is not shown. */
  isPublic: z.boolean().optional(),
});
export type ReceiptPublished = z.infer<typeof ReceiptPublished>;

/** Published by the gateway of the one who types, looks, … */
const SignalPublished = z.discriminatedUnion("type", [typing.published, viewing.published]);
export type SignalPublished = z.infer<typeof SignalPublished>;

export type QueuePositionPublished = z.infer<typeof queuePosition.published>;

export const ConversationMessage = z.discriminatedUnion("type", [
  EventPublished,
  ReceiptPublished,
  SignalPublished,
  queuePosition.published,
]);
export type ConversationMessage = z.infer<typeof ConversationMessage>;

export const InboxMessage = z.object({
  type: z.literal("inbox"),
  kind: z.enum(["changed", "removed"]),
  conversation: Conversation,
});
export type InboxMessage = z.infer<typeof InboxMessage>;

/** What travels on a tenant's inbox channel: rows, and what somebody of the desk has read, for their other connections. */
export const InboxChannelMessage = z.discriminatedUnion("type", [InboxMessage, ReceiptPublished]);
export type InboxChannelMessage = z.infer<typeof InboxChannelMessage>;

export const PresenceMessage = z.object({
  type: z.literal("presence"),
  userId: Uuid,
  isAgent: z.boolean(),
  status: PresenceStatus,
  lastSeenAt: Timestamp.nullable(),
});
export type PresenceMessage = z.infer<typeof PresenceMessage>;

/** Closes somebody's sockets at once: of one session, one person, or a whole tenant. */
export const ControlMessage = z.object({
  type: z.literal("revoke"),
  tenantId: Uuid,
  userId: Uuid.nullable(),
  sessionId: Uuid.nullable(),
});
export type ControlMessage = z.infer<typeof ControlMessage>;
