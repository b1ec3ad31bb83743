import type { Conversation } from "@chorus/contracts/entities/conversation";
import { requirePermission, requirePerson, type Principal } from "../identity/principal.ts";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { requireTaker } from "../conversations/changes/assignment-target.ts";
import { authorOf, changeConversation } from "../conversations/changes/change-conversation.ts";
import { presentToDesk } from "../conversations/present/present-conversation.ts";

/**
 * Accepts the next waiting conversation: of whoever sits there now, then by priority and waiting time; null when the queue is empty.
 * Concurrent calls never get the same one.
 */
export async function acceptNext(context: ChatContext, principal: Principal): Promise<Conversation | null> {
  requirePermission(principal, "conversation.work");
  requirePerson(principal);
  // While nobody can say who is here, the order of the queue is all there is.
  const here = await context.connectedCustomers(principal.tenantId).catch(() => []);
  const outcome = await context.database.withTenant(principal.tenantId, async (tx) => {
    const next = (here.length > 0 ? await takeNext(tx, here) : undefined) ?? (await takeNext(tx, null));
    if (!next) return null;
    await requireTaker(tx, principal.userId);
    return changeConversation(context, tx, authorOf(principal), {
      conversationId: next.id,
      kind: "conversation.assigned",
      change: { status: "open", assignee_id: principal.userId },
      queue: "leave",
    });
  });
  if (!outcome) return null;
  await context.publisher.published([outcome.published]);
  return presentToDesk(principal, outcome.row);
}

/** The first of the queue that nobody else is taking, locked. @param customerIds only theirs; null: of everybody */
function takeNext(tx: TenantTx, customerIds: readonly string[] | null) {
  return tx
    .selectFrom("chat_queue as q")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.tenant_id", "=", "q.tenant_id").onRef("c.id", "=", "q.conversation_id"),
    )
    .select("c.id")
    .where("c.status", "=", "queued")
    .$if(customerIds !== null, (query) => query.where("c.customer_id", "=", sql<string>`any(${customerIds}::uuid[])`))
    .orderBy("q.priority", "desc")
    .orderBy("q.enqueued_at")
    .orderBy("q.conversation_id")
    .limit(1)
    .forUpdate("q")
    .forNoKeyUpdate("c")
    .skipLocked()
    .executeTakeFirst();
}
