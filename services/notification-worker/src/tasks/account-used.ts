import type { NotificationEvent } from "@chorus/contracts/entities/delivery";
import type { TenantTx } from "@chorus/database/database";
import { usersAsRecipients } from "./people.ts";
import { nothing, type NotificationTask, type Subject } from "./subject.ts";

/** Something about the security of the account whose session it is: a new kind of device, another password. */
export const accountUsed =
  (event: NotificationEvent) =>
  async (tx: TenantTx, task: NotificationTask): Promise<Subject> => {
    const sinceMs = task.created_at.getTime();
    const user = await tx
      .selectFrom("sessions as s")
      .innerJoin("users as u", (join) => join.onRef("u.tenant_id", "=", "s.tenant_id").onRef("u.id", "=", "s.user_id"))
      .select(["u.id", "u.email", "u.disabled_at"])
      .where("s.id", "=", task.subject_id ?? "")
      .executeTakeFirst();
    if (!user) return nothing(event, sinceMs);
    return { event, sinceMs, fromSeq: null, toSeq: null, recipients: await usersAsRecipients(tx, [user]) };
  };
