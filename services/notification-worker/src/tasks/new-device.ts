import type { TenantTx } from "@chorus/database/database";
import { usersAsRecipients } from "./people.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "people.new_device";

/** An account was signed in to on a new kind of device. */
export async function newDevice(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const sinceMs = task.created_at.getTime();
  const user = await tx
    .selectFrom("sessions as s")
    .innerJoin("users as u", (join) => join.onRef("u.tenant_id", "=", "s.tenant_id").onRef("u.id", "=", "s.user_id"))
    .select(["u.id", "u.email", "u.disabled_at"])
    .where("s.id", "=", task.subject_id ?? "")
    .executeTakeFirst();
  if (!user) return nothing(EVENT, sinceMs);
  return { event: EVENT, sinceMs, fromSeq: null, toSeq: null, recipients: await usersAsRecipients(tx, [user]) };
}
