import { appendEventsWithin, requireAppended } from "@chorus/database/append-events";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import type { PublishedRef } from "../outbox/outbox-store.ts";
import { stateOf, type ChangeAuthor } from "./change-conversation.ts";
import { findConversations } from "./queries.ts";

/**
 * Puts the open conversations of somebody who cannot answer any more back into the queue, in a few statements however many they
 * are. Snoozed ones sleep on: they look for an agent when they wake.
 * @returns what was written, to be published after the commit
 */
export async function requeueConversationsOf(
  context: ChatContext,
  tx: TenantTx,
  author: ChangeAuthor,
  userId: string,
): Promise<PublishedRef[]> {
  const { tenantId, actor } = author;
  const locked = await tx
    .selectFrom("conversations")
    .select("id")
    .where("assignee_id", "=", userId)
    .where("status", "=", "open")
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  if (locked.length === 0) return [];
  const ids = locked.map(({ id }) => id);
  await tx.updateTable("conversations").set({ status: "queued", assignee_id: null }).where("id", "in", ids).execute();
  await sql`
    insert into chat_queue (tenant_id, conversation_id, team_id, enqueued_at)
    select c.tenant_id, c.id, c.team_id, coalesce(c.waiting_since, date_trunc('milliseconds', now()))
    from conversations c where c.id = any(${ids}::uuid[])
    on conflict (tenant_id, conversation_id) do update set team_id = excluded.team_id`.execute(tx);
  const rows = await findConversations(tx, ids);
  const appended = await appendEventsWithin(
    tx,
    tenantId,
    rows.map((row) => ({
      conversationId: row.id,
      id: context.ids.next(),
      kind: "conversation.queued",
      isPublic: true,
      ...actor,
      data: stateOf(row),
    })),
  );
  return rows.map((row, index) => ({ tenantId, conversationId: row.id, seq: requireAppended(appended[index]).seq }));
}
