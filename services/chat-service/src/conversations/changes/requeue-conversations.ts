import { QUEUE_RANK } from "@chorus/contracts/entities/conversation";
import { appendEventsWithin, requireAppended } from "@chorus/database/append-events";
import type { TenantTx } from "@chorus/database/database";
import type { ChatContext } from "../../context.ts";
import type { PublishedRef } from "../../outbox/outbox-store.ts";
import { stateOf, type ChangeAuthor } from "./change-conversation.ts";
import { findConversations } from "../rows/conversation-queries.ts";

/** Locks the open conversations of an agent, in the order in which messages lock them. */
export async function lockOpenOf(tx: TenantTx, userId: string): Promise<string[]> {
  const locked = await tx
    .selectFrom("conversations")
    .select("id")
    .where("assignee_id", "=", userId)
    .where("status", "=", "open")
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  return locked.map(({ id }) => id);
}

/**
 * Puts the open conversations of an agent who can no longer answer back into the queue, in a fixed number of statements.
 * Snoozed ones stay snoozed: they get an agent when they wake.
 * @returns what was written, to be published after the commit
 */
export async function requeueConversationsOf(
  context: ChatContext,
  tx: TenantTx,
  author: ChangeAuthor,
  userId: string,
): Promise<PublishedRef[]> {
  const { tenantId, actor } = author;
  const ids = await lockOpenOf(tx, userId);
  if (ids.length === 0) return [];
  await tx.updateTable("conversations").set({ status: "queued", assignee_id: null }).where("id", "in", ids).execute();
  const rows = await findConversations(tx, "system", ids);
  const now = new Date(context.clock.now());
  await tx
    .insertInto("chat_queue")
    .values(
      rows.map((row) => ({
        tenant_id: tenantId,
        conversation_id: row.id,
        team_id: row.team_id,
        priority: QUEUE_RANK[row.priority],
        enqueued_at: row.waiting_since ?? now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const appended = await appendEventsWithin(
    tx,
    tenantId,
    rows.map((row) => ({
      conversationId: row.id,
      id: context.ids.next(),
      kind: "conversation.queued",
      ...actor,
      data: stateOf(row),
    })),
  );
  return rows.map((row, index) => ({ tenantId, conversationId: row.id, seq: requireAppended(appended[index]).seq }));
}
