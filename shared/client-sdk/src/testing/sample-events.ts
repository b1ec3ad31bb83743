import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import type { Event } from "@chorus/contracts/entities/event";
import type { Message } from "@chorus/contracts/entities/message";
import { sampleCustomerConversation, sampleUuid as sampleId } from "@chorus/contracts/testing/sample-conversation";
import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";

export const CONVERSATION_ID = "0192f0c0-0000-7000-8000-000000000001";
export const CUSTOMER_ID = "0192f0c0-0000-7000-8000-0000000000bb";

export { sampleUuid as sampleId } from "@chorus/contracts/testing/sample-conversation";

export const sampleConversation: AnyConversation = sampleCustomerConversation({ id: CONVERSATION_ID });

export function sampleMessage(seq: number, fields: Partial<Message> = {}): Message {
  return {
    id: sampleId(10_000 + seq),
    conversationId: CONVERSATION_ID,
    seq,
    clientMessageId: sampleId(20_000 + seq),
    kind: "text",
    author: { type: "customer", id: CUSTOMER_ID, name: "Ada" },
    body: `message ${seq}`,
    replyToSeq: null,
    attachments: [],
    createdAt: "2026-11-21T09:00:00.000Z",
    editedAt: null,
    deletedAt: null,
    ...fields,
  };
}

/** A `message.created` at `seq`. */
export function sampleEvent(seq: number, fields: Partial<Message> = {}): Event & { kind: "message.created" } {
  const message = sampleMessage(seq, fields);
  return {
    conversationId: CONVERSATION_ID,
    seq,
    kind: "message.created",
    actor: message.author,
    createdAt: message.createdAt,
    data: { message },
  };
}

/** Events `fromSeq` to `toSeq`, both included. */
export function sampleEvents(fromSeq: number, toSeq: number): Event[] {
  return Array.from({ length: Math.max(0, toSeq - fromSeq + 1) }, (_, index) => sampleEvent(fromSeq + index));
}

export function sampleSubscribed(fields: Partial<ServerFrameOf<"subscribed">>): ServerFrameOf<"subscribed"> {
  const events = fields.events ?? [];
  return {
    type: "subscribed",
    conversationId: CONVERSATION_ID,
    epoch: "e1",
    headSeq: events.at(-1)?.seq ?? 0,
    recovered: true,
    hasMore: false,
    events,
    receipts: [],
    conversation: sampleConversation,
    ...fields,
  };
}
