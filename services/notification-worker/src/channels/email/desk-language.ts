import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import { NotificationPreferencesPatch, type MailLanguage } from "@chorus/contracts/entities/notification-preferences";
import type { TenantTx } from "@chorus/database/database";

/** Of mails to somebody of the desk: as they chose, else as their company did. */
export async function deskLanguage(tx: TenantTx, userId: string): Promise<MailLanguage> {
  const { settings } = await tx.selectFrom("tenants").select("settings").executeTakeFirstOrThrow();
  const own = await tx
    .selectFrom("notification_preferences")
    .select("settings")
    .where("person_id", "=", userId)
    .executeTakeFirst();
  const tenant = NotificationPreferencesPatch.parse(settings["notifications"] ?? {});
  return effectivePreferences("user", tenant, NotificationPreferencesPatch.parse(own?.settings ?? {})).language;
}
