import { sampleUuid } from "@chorus/contracts/testing/sample-conversation";
import type { ConversationRow } from "../conversations/rows/conversation-queries.ts";
import type { EventRow } from "../conversations/rows/event-queries.ts";
import type { Principal } from "../identity/principal.ts";

/** A conversation that an agent has, as it comes out of the database. */
export function sampleConversationRow(fields: Partial<ConversationRow> = {}): ConversationRow {
  return {
    tenant_id: sampleUuid(1),
    id: sampleUuid(2),
    customer_id: sampleUuid(3),
    customer_name: "Cara",
    customer_email: "cara@shop.test",
    customer_verified: true,
    customer_email_verified: true,
    customer_erased_at: null,
    status: "open",
    subject: "Parcel",
    assignee_id: sampleUuid(4),
    assignee_name: "Ana",
    assignee_avatar: null,
    team_id: sampleUuid(5),
    team_name: "Returns",
    priority: "high",
    tags: ["vip"],
    last_seq: 12,
    last_public_seq: 9,
    last_message: null,
    waiting_since: null,
    closed_at: null,
    snoozed_until: null,
    rating_score: null,
    rating_comment: null,
    rated_at: null,
    news_at: new Date("2026-11-21T09:30:00.000Z"),
    owner_kind: "human",
    brand_id: null,
    owner_epoch: 0,
    owner_reason: null,
    changed_xid: "1",
    created_at: new Date("2026-11-21T09:00:00.000Z"),
    updated_at: new Date("2026-11-21T09:30:00.000Z"),
    ...fields,
  };
}

/** Ana's answer, the twelfth event and the customer's ninth. */
export function sampleEventRow(fields: Partial<EventRow> = {}): EventRow {
  return {
    tenant_id: sampleUuid(1),
    conversation_id: sampleUuid(2),
    seq: 12,
    public_seq: 9,
    id: sampleUuid(6),
    kind: "message.created",
    actor_type: "agent",
    actor_id: sampleUuid(4),
    actor_name: "Ana",
    client_message_id: sampleUuid(7),
    data: { body: "On its way.", replyToSeq: 11, replyToPublicSeq: 8 },
    created_at: new Date("2026-11-21T09:30:00.000Z"),
    edited_at: null,
    deleted_at: null,
    ...fields,
  };
}

export function samplePrincipal(fields: Partial<Principal> = {}): Principal {
  return { tenantId: sampleUuid(1), userId: sampleUuid(4), sessionId: sampleUuid(8), role: "agent", ...fields };
}
