import type { Conversation } from "@chorus/contracts/entities/conversation";
import { requirePermission, requirePerson, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { authorOf, changeConversation } from "../conversations/changes/change-conversation.ts";
import { presentToDesk } from "../conversations/present/present-conversation.ts";

/** Accepts the next waiting conversation; null when the queue is empty. Concurrent calls never get the same one. */
export async function acceptNext(context: ChatContext, principal: Principal): Promise<Conversation | null> {
  requirePermission(principal, "conversation.work");
  requirePerson(principal);
  const outcome = await context.database.withTenant(principal.tenantId, async (tx) => {
    const next = await tx
      .selectFrom("chat_queue as q")
      .innerJoin("conversations as c", (join) =>
        join.onRef("c.tenant_id", "=", "q.tenant_id").onRef("c.id", "=", "q.conversation_id"),
      )
      .select("c.id")
      .where("c.status", "=", "queued")
      .orderBy("q.priority", "desc")
      .orderBy("q.enqueued_at")
      .orderBy("q.conversation_id")
      .limit(1)
      .forUpdate("q")
      .forNoKeyUpdate("c")
      .skipLocked()
      .executeTakeFirst();
    if (!next) return null;
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
