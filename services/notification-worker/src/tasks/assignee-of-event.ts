import { EVENT_KINDS, eventSpec } from "@chorus/contracts/entities/event";
import type { TenantTx } from "@chorus/database/database";
import type { NotificationTask } from "./subject.ts";

/**
 * Whoever the conversation is assigned to, beside who did what the task tells of; nothing while it is nobody's, and nothing for an
 * event that a later one has replaced: its own task tells of the present.
 */
export function assigneeOfEvent(tx: TenantTx, { kind, conversation_id, first_seq }: NotificationTask) {
  const kinds = EVENT_KINDS.filter((each) => eventSpec(each).notifies?.some(({ task }) => task === kind));
  return tx
    .selectFrom("events as e")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.tenant_id", "=", "e.tenant_id").onRef("c.id", "=", "e.conversation_id"),
    )
    .innerJoin("users as u", (join) =>
      join.onRef("u.tenant_id", "=", "c.tenant_id").onRef("u.id", "=", "c.assignee_id"),
    )
    .select(["u.id", "u.email", "u.disabled_at", "e.actor_id", "c.status"])
    .where("e.conversation_id", "=", conversation_id ?? "")
    .where("e.seq", "=", first_seq ?? 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("events as later")
            .select("later.seq")
            .whereRef("later.tenant_id", "=", "e.tenant_id")
            .whereRef("later.conversation_id", "=", "e.conversation_id")
            .whereRef("later.seq", ">", "e.seq")
            .where("later.kind", "in", kinds),
        ),
      ),
    )
    .executeTakeFirst();
}
