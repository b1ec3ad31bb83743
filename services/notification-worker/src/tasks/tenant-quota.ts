import type { TenantTx } from "@chorus/database/database";
import { usersAsRecipients } from "./people.ts";
import type { NotificationTask, Subject } from "./subject.ts";

/** A quota is nearly used up: whoever manages the company is told. */
export async function tenantQuota(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const users = await tx
    .selectFrom("users")
    .select(["id", "email", "disabled_at"])
    .where("role", "in", ["owner", "admin"])
    .execute();
  return {
    ...{ event: "tenant.quota", sinceMs: task.created_at.getTime(), fromSeq: null, toSeq: null },
    recipients: await usersAsRecipients(tx, users),
  };
}
