import type { TenantTx } from "@chorus/database/database";
import type { NotificationTask } from "./subject.ts";

/** Whoever the conversation is assigned to, beside who did what the task tells of; nothing while it is nobody's. */
export function assigneeOfEvent(tx: TenantTx, task: NotificationTask) {
  return tx
    .selectFrom("events as e")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.tenant_id", "=", "e.tenant_id").onRef("c.id", "=", "e.conversation_id"),
    )
    .innerJoin("users as u", (join) =>
      join.onRef("u.tenant_id", "=", "c.tenant_id").onRef("u.id", "=", "c.assignee_id"),
    )
    .select(["u.id", "u.email", "u.disabled_at", "e.actor_id", "c.status"])
    .where("e.conversation_id", "=", task.conversation_id ?? "")
    .where("e.seq", "=", task.first_seq ?? 0)
    .executeTakeFirst();
}
