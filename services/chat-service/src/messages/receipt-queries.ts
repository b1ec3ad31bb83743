import type { ReceiptPublished } from "@chorus/contracts/bus/messages";
import type { ReceiptState } from "@chorus/contracts/entities/conversation";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { Audience } from "../conversations/present/present-event.ts";

/** Watermarks in both numberings: the public one is the largest public number at or below. */
export interface ReceiptRow {
  conversation_id: string;
  user_id: string;
  delivered_seq: number;
  read_seq: number;
  public_delivered_seq: number;
  public_read_seq: number;
  /** False for agents who only read along: they are not shown to customers. */
  is_public: boolean;
}

/** The customer, the assignee, and everybody who has written to the customer. */
const isKnownToCustomer = sql<boolean>`(
  exists (
    select from conversations c
    where c.tenant_id = r.tenant_id and c.id = r.conversation_id and r.user_id in (c.customer_id, c.assignee_id))
  or exists (
    select from events e
    where e.tenant_id = r.tenant_id and e.conversation_id = r.conversation_id and e.actor_id = r.user_id
      and e.kind = 'message.created'))`;

function publicAtOrBelow(column: "r.delivered_seq" | "r.read_seq") {
  return sql<number>`coalesce((
    select max(e.public_seq) from events e
    where e.tenant_id = r.tenant_id and e.conversation_id = r.conversation_id and e.seq <= ${sql.ref(column)}
      and e.public_seq is not null), 0)`;
}

export function selectReceipts(
  tx: TenantTx,
  conversationIds: readonly string[],
  userId?: string,
): Promise<ReceiptRow[]> {
  let query = tx
    .selectFrom("receipts as r")
    .select([
      "r.conversation_id",
      "r.user_id",
      "r.delivered_seq",
      "r.read_seq",
      publicAtOrBelow("r.delivered_seq").as("public_delivered_seq"),
      publicAtOrBelow("r.read_seq").as("public_read_seq"),
      isKnownToCustomer.as("is_public"),
    ])
    .where("r.conversation_id", "in", [...conversationIds]);
  if (userId !== undefined) query = query.where("r.user_id", "=", userId);
  return query.execute();
}

/** The receipts of a conversation that this audience may see. */
export function visibleReceipts(rows: readonly ReceiptRow[], audience: Audience): ReceiptState[] {
  const visible = audience === "agent" ? rows : rows.filter((row) => row.is_public);
  return visible.map((row) => presentReceipt(row, audience));
}

export function presentReceipt(row: ReceiptRow, audience: Audience): ReceiptState {
  return audience === "agent"
    ? { userId: row.user_id, deliveredSeq: row.delivered_seq, readSeq: row.read_seq }
    : { userId: row.user_id, deliveredSeq: row.public_delivered_seq, readSeq: row.public_read_seq };
}

/** The full number of a customer's public position, at most the head. */
export async function toFullSeq(tx: TenantTx, conversationId: string, publicSeq: number): Promise<number> {
  const row = await tx
    .selectFrom("events")
    .select("seq")
    .where("conversation_id", "=", conversationId)
    .where("public_seq", "<=", publicSeq)
    .orderBy("public_seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** In the form that is published on the bus, in both numberings. */
export function receiptPublished(row: ReceiptRow): ReceiptPublished {
  return {
    type: "receipt",
    conversationId: row.conversation_id,
    userId: row.user_id,
    deliveredSeq: row.delivered_seq,
    readSeq: row.read_seq,
    publicDeliveredSeq: row.public_delivered_seq,
    publicReadSeq: row.public_read_seq,
    isPublic: row.is_public,
  };
}
