import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { type ConversationViewer, visibleConversations } from "@chorus/database/visible-conversations";
import { sql, type Expression, type RawBuilder } from "kysely";

/** Clients show more than this as "100+". */
const UNREAD_COUNT_LIMIT = 100;

/** A conversation with the names a list row needs. */
function conversationsWithNames(tx: TenantTx) {
  return tx
    .selectFrom("conversations as c")
    .innerJoin("customers as cu", (join) =>
      join.onRef("cu.tenant_id", "=", "c.tenant_id").onRef("cu.id", "=", "c.customer_id"),
    )
    .leftJoin("users as a", (join) => join.onRef("a.tenant_id", "=", "c.tenant_id").onRef("a.id", "=", "c.assignee_id"))
    .leftJoin("teams as t", (join) => join.onRef("t.tenant_id", "=", "c.tenant_id").onRef("t.id", "=", "c.team_id"))
    .selectAll("c")
    .select([
      "cu.name as customer_name",
      "cu.email as customer_email",
      "cu.verified as customer_verified",
      "cu.email_verified as customer_email_verified",
      "cu.erased_at as customer_erased_at",
      "a.name as assignee_name",
      "a.avatar as assignee_avatar",
      "t.name as team_name",
    ]);
}

/** How far a reader has read in `c`. With coalesce, which Postgres does not call leakproof, row security keeps it out of index conditions. */
export function readSeqOf(readerId: string | Expression<string>): RawBuilder<number> {
  return sql`greatest((
    select r.read_seq from receipts r
    where r.tenant_id = c.tenant_id and r.conversation_id = c.id and r.user_id = ${readerId}), 0)`;
}

/** The messages of the customer of `c` that a reader has not read and that are still there. */
function unreadMessagesOf(readerId: string | Expression<string>) {
  return sql`
    select from events e
    where e.tenant_id = c.tenant_id and e.conversation_id = c.id and e.actor_type = 'customer' and e.kind = 'message.created'
      and e.deleted_at is null and e.seq > ${readSeqOf(readerId)}`;
}

/** Whether there is such a message. The last message, which stands in the conversation itself, says it for most of them; without words it is deleted. */
export function hasUnread(readerId: string): RawBuilder<boolean> {
  const isLastUnread = sql`c.last_message -> 'author' ->> 'type' = 'customer'
    and c.last_message ->> 'body' <> '' and (c.last_message ->> 'seq')::bigint > ${readSeqOf(readerId)}`;
  return sql<boolean>`case when ${isLastUnread} then true else exists (${unreadMessagesOf(readerId)}) end`;
}

/** The customer's messages that a reader has not read, counted up to a limit so that the cost is bounded. */
function unreadOf(readerId: string | Expression<string>) {
  return sql<number>`(
    select count(*)::integer from (
      ${unreadMessagesOf(readerId)}
      limit ${sql.lit(UNREAD_COUNT_LIMIT)}
    ) counted)`.as("unread");
}

type QueryRow = Awaited<ReturnType<ReturnType<typeof conversationsWithNames>["execute"]>>[number];
export type ConversationRow = QueryRow & { unread?: number };

function seenBy(tx: TenantTx, viewer: ConversationViewer) {
  return conversationsWithNames(tx).where(visibleConversations(viewer));
}

/** @param readerId whose unread messages are counted; absent: none are counted */
export function findConversation(
  tx: TenantTx,
  viewer: ConversationViewer,
  conversationId: string,
  readerId?: string,
): Promise<ConversationRow | undefined> {
  const query = seenBy(tx, viewer).where("c.id", "=", conversationId);
  return (readerId === undefined ? query : query.select(unreadOf(readerId))).executeTakeFirst();
}

/** @param readerId whose unread messages are counted; absent: none are counted */
export function findConversations(
  tx: TenantTx,
  viewer: ConversationViewer,
  conversationIds: readonly string[],
  readerId?: string,
): Promise<ConversationRow[]> {
  const query = seenBy(tx, viewer).where("c.id", "in", [...conversationIds]);
  return readerId === undefined ? query.execute() : query.select(unreadOf(readerId)).execute();
}

/** @throws AppError `closed`: nothing is stored any more in a conversation whose customer was erased */
export function requireNotErased(row: ConversationRow): void {
  if (row.customer_erased_at !== null)
    throw new AppError("closed", { detail: "The customer was erased: this conversation can no longer be changed." });
}

/** Locks the row until the transaction ends. */
export async function lockConversation(
  tx: TenantTx,
  viewer: ConversationViewer,
  conversationId: string,
): Promise<ConversationRow | undefined> {
  const locked = await tx
    .selectFrom("conversations")
    .select("id")
    .where("id", "=", conversationId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return locked && findConversation(tx, viewer, conversationId);
}

/** Unread counts of a conversation by reader. */
export async function countUnread(
  tx: TenantTx,
  readers: readonly { conversationId: string; readerId: string }[],
): Promise<{ conversation_id: string; reader_id: string; unread: number }[]> {
  if (readers.length === 0) return [];
  const { rows } = await sql<{ conversation_id: string; reader_id: string; unread: number }>`
    select c.id as conversation_id, reader."readerId" as reader_id, ${unreadOf(sql.ref<string>("reader.readerId"))}
    from jsonb_to_recordset(${JSON.stringify(readers)}) as reader("conversationId" uuid, "readerId" uuid)
    join conversations c on c.id = reader."conversationId"`.execute(tx);
  return rows;
}

export function findOpenConversationOf(tx: TenantTx, customerId: string): Promise<ConversationRow | undefined> {
  return conversationsWithNames(tx)
    .where("c.customer_id", "=", customerId)
    .where("c.status", "<>", "closed")
    .executeTakeFirst();
}

export interface ConversationPage {
  viewer: ConversationViewer;
  customerId?: string | undefined;
  status?: ConversationRow["status"] | undefined;
  /** A user's id, or null for unassigned ones. */
  assigneeId?: string | null | undefined;
  tag?: string | undefined;
  /** Without a status: open or queued ones. */
  teamId?: string | undefined;
  /** Open or queued ones of these. */
  customerIds?: readonly string[] | undefined;
  readerId?: string | undefined;
  limit: number;
  after?: { newsAt: string; id: string } | undefined;
}

/** Those that somebody works on or waits in; a list, so that the planner sees each value. */
const AT_WORK = sql<boolean>`c.status in ('open', 'queued')`;

/** Latest news first. */
export function selectConversationPage(tx: TenantTx, page: ConversationPage): Promise<ConversationRow[]> {
  let query = seenBy(tx, page.viewer).orderBy("c.news_at", "desc").orderBy("c.id", "desc").limit(page.limit);
  const { status, customerId, assigneeId, tag, teamId, customerIds, after } = page;
  if (customerId !== undefined) query = query.where("c.customer_id", "=", customerId);
  if (status !== undefined) query = query.where("c.status", "=", status);
  if (assigneeId === null) query = query.where("c.assignee_id", "is", null);
  else if (assigneeId !== undefined)
    query = query
      .where("c.assignee_id", "=", assigneeId)
      .$if(status === undefined, (q) => q.where("c.status", "<>", "closed"));
  if (teamId !== undefined)
    query = query.where("c.team_id", "=", teamId).$if(status === undefined, (q) => q.where(AT_WORK));
  if (customerIds !== undefined)
    query = query.where(AT_WORK).where(sql<boolean>`c.customer_id = any(${[...customerIds]}::uuid[])`);
  if (tag !== undefined) query = query.where(sql<boolean>`c.tags @> array[${tag}]`);
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("c.news_at", "c.id"), "<", tuple(new Date(after.newsAt), after.id)),
    );
  }
  return page.readerId === undefined ? query.execute() : query.select(unreadOf(page.readerId)).execute();
}
