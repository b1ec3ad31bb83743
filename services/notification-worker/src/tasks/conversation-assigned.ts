import type { TenantTx } from "@chorus/database/database";
import { readersOf, usersAsRecipients } from "./people.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "conversation.assigned";

/** A conversation was assigned to somebody by somebody else. */
export async function conversationAssigned(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const conversationId = task.conversation_id ?? "";
  const seq = task.first_seq ?? 0;
  const sinceMs = task.created_at.getTime();
  const given = await tx
    .selectFrom("events as e")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.tenant_id", "=", "e.tenant_id").onRef("c.id", "=", "e.conversation_id"),
    )
    .innerJoin("users as u", (join) =>
      join.onRef("u.tenant_id", "=", "c.tenant_id").onRef("u.id", "=", "c.assignee_id"),
    )
    .select(["u.id", "u.email", "u.disabled_at", "e.actor_id", "c.status"])
    .where("e.conversation_id", "=", conversationId)
    .where("e.seq", "=", seq)
    .executeTakeFirst();
  if (!given || given.actor_id === given.id || given.status === "closed") return nothing(EVENT, sinceMs);
  const readers = await readersOf(tx, conversationId, seq);
  return {
    event: EVENT,
    sinceMs,
    fromSeq: seq,
    toSeq: seq,
    recipients: await usersAsRecipients(tx, [given], (id) => (readers.has(id) ? "seen" : null)),
  };
}
