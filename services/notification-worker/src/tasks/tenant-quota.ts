import type { TenantTx } from "@chorus/database/database";
import { usersAsRecipients } from "./people.ts";
import type { NotificationTask, Subject } from "./subject.ts";

/** A quota is nearly used up: whoever manages the company is notified, or one of them, whose address is another since. */
export async function tenantQuota(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const { subject_id: personId } = task;
  const users = await tx
    .selectFrom("users")
    .select(["id", "email", "disabled_at"])
    .where("role", "in", ["owner", "admin"])
    .$if(personId !== null, (query) => query.where("id", "=", personId))
    .execute();
  return {
    ...{ event: "tenant.quota", sinceMs: task.created_at.getTime(), fromSeq: null, toSeq: null },
    recipients: await usersAsRecipients(tx, users),
  };
}
