import type { ReceiptPublished } from "@chorus/contracts/bus/messages";
import type { ReceiptState } from "@chorus/contracts/entities/conversation";
import type { TenantTx } from "@chorus/database/database";
import { visibleConversationsOfEach } from "@chorus/database/visible-conversations";
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

/** Both numberings ascend together, so the last event has the largest number; what lies before it is not read. */
function publicAtOrBelow(column: "r.delivered_seq" | "r.read_seq") {
  return sql<number>`coalesce((
    select e.public_seq from events e
    where e.tenant_id = r.tenant_id and e.conversation_id = r.conversation_id and e.seq <= ${sql.ref(column)}
      and e.public_seq is not null
    order by e.seq desc limit 1), 0)`;
}

export function selectReceipts(
  tx: TenantTx,
  conversationIds: readonly string[],
  userIds?: readonly string[],
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
  if (userIds !== undefined) query = query.where("r.user_id", "in", [...userIds]);
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

/** How far somebody has received and read a conversation, in their own numbering. */
export interface ReceiptMark {
  conversationId: string;
  userId: string;
  isCustomer: boolean;
  deliveredSeq: number;
  readSeq: number;
}

/** The full number of a position: a customer's is that of the last public event up to it. */
function fullSeq(column: "delivered" | "read") {
  return sql<number>`case when not i.is_customer then i.${sql.ref(column)} else coalesce((
    select e.seq from events e
    where e.tenant_id = c.tenant_id and e.conversation_id = c.id and e.public_seq <= i.${sql.ref(column)}
    order by e.public_seq desc limit 1), 0) end`;
}

/** Marks are gathered for a moment: what the reader's right or their data has ended meanwhile is not written. */
const readerMayStill = sql<boolean>`case when i.is_customer
  then exists (
    select from customers p
    where p.tenant_id = c.tenant_id and p.id = i.user_id and p.erased_at is null and p.banned_at is null)
  else not exists (
    select from users u where u.tenant_id = c.tenant_id and u.id = i.user_id and u.disabled_at is not null) end`;

/**
 * Moves receipts forward, never back and never beyond the head; a read message is also delivered. In one statement, however many.
 * @returns the receipts as they are now, of those who may see the conversation
 */
export async function moveReceipts(tx: TenantTx, marks: readonly ReceiptMark[]): Promise<ReceiptRow[]> {
  const items = marks.map((mark) => ({
    ...{ conversation_id: mark.conversationId, user_id: mark.userId, is_customer: mark.isCustomer },
    ...{ delivered: mark.deliveredSeq, read: mark.readSeq },
  }));
  const { rows: moved } = await sql<{ conversation_id: string; user_id: string }>`
    insert into receipts (tenant_id, conversation_id, user_id, delivered_seq, read_seq)
    select s.tenant_id, s.conversation_id, s.user_id, greatest(max(s.delivered), max(s.read)), max(s.read)
    from (
      select c.tenant_id, c.id as conversation_id, i.user_id,
        least(${fullSeq("delivered")}, c.last_seq) as delivered, least(${fullSeq("read")}, c.last_seq) as read
      from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
        as i(conversation_id uuid, user_id uuid, is_customer boolean, delivered bigint, read bigint)
      join conversations c on c.id = i.conversation_id and ${visibleConversationsOfEach("i")}
      where ${readerMayStill}
    ) s
    group by s.tenant_id, s.conversation_id, s.user_id order by s.conversation_id, s.user_id
    on conflict (tenant_id, conversation_id, user_id) do update
    set delivered_seq = greatest(receipts.delivered_seq, excluded.delivered_seq),
      read_seq = greatest(receipts.read_seq, excluded.read_seq), updated_at = now()
    returning conversation_id, user_id`.execute(tx);
  if (moved.length === 0) return [];
  const rows = await selectReceipts(
    tx,
    moved.map((row) => row.conversation_id),
    moved.map((row) => row.user_id),
  );
  const isMoved = new Set(moved.map(receiptKey));
  return rows.filter((row) => isMoved.has(receiptKey(row)));
}

/** Whose receipt it is, within a tenant. */
export function receiptKey({ conversation_id, user_id }: Pick<ReceiptRow, "conversation_id" | "user_id">): string {
  return `${conversation_id}/${user_id}`;
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
