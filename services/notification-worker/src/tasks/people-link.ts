import type { TenantTx } from "@chorus/database/database";
import { usersAsRecipients } from "./people.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

/** An invitation, or a link for a forgotten password. */
export async function peopleLink(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const sinceMs = task.created_at.getTime();
  const link = await tx
    .selectFrom("password_links as l")
    .innerJoin("users as u", (join) => join.onRef("u.tenant_id", "=", "l.tenant_id").onRef("u.id", "=", "l.user_id"))
    .select(["u.id", "u.email", "u.disabled_at", "l.purpose", "l.used_at"])
    .where("l.id", "=", task.subject_id ?? "")
    .executeTakeFirst();
  if (!link) return nothing("people.password_reset", sinceMs);
  return {
    event: link.purpose === "invitation" ? "people.invitation" : "people.password_reset",
    sinceMs,
    fromSeq: null,
    toSeq: null,
    recipients: await usersAsRecipients(tx, [link], () => (link.used_at ? "the link was used already" : null)),
  };
}
