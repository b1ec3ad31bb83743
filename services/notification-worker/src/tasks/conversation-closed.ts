import type { TenantTx } from "@chorus/database/database";
import { usersAsRecipients } from "./people.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "conversation.closed";

/** A conversation was closed by somebody else than its assignee. */
export async function conversationClosed(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const conversationId = task.conversation_id ?? "";
  const seq = task.first_seq ?? 0;
  const sinceMs = task.created_at.getTime();
  const closed = await tx
    .selectFrom("events as e")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.tenant_id", "=", "e.tenant_id").onRef("c.id", "=", "e.conversation_id"),
    )
    .innerJoin("users as u", (join) =>
      join.onRef("u.tenant_id", "=", "c.tenant_id").onRef("u.id", "=", "c.assignee_id"),
    )
    .select(["u.id", "u.email", "u.disabled_at", "e.actor_id"])
    .where("e.conversation_id", "=", conversationId)
    .where("e.seq", "=", seq)
    .where("c.status", "=", "closed")
    .executeTakeFirst();
  if (!closed || closed.actor_id === closed.id) return nothing(EVENT, sinceMs);
  return { event: EVENT, sinceMs, fromSeq: seq, toSeq: seq, recipients: await usersAsRecipients(tx, [closed]) };
}
