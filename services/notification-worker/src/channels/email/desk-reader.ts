import type { TenantSettings } from "@chorus/contracts/entities/tenant-settings";
import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import { NotificationPreferencesPatch, type MailLanguage } from "@chorus/contracts/entities/notification-preferences";
import type { TenantTx } from "@chorus/database/database";

/** How mails to a member of the desk are written. */
export interface DeskReader {
  language: MailLanguage;
  /** The zone of their quiet hours, else of the tenant's business hours. */
  timeZone: string;
}

/** Their own choice, else the tenant's. */
export async function readDeskReader(
  tx: TenantTx,
  userId: string,
  { notifications, businessHours }: TenantSettings,
): Promise<DeskReader> {
  const own = await tx
    .selectFrom("notification_preferences")
    .select("settings")
    .where("person_id", "=", userId)
    .executeTakeFirst();
  const chosen = effectivePreferences("user", notifications, NotificationPreferencesPatch.parse(own?.settings ?? {}));
  return {
    language: chosen.language,
    timeZone: chosen.quietHours?.timeZone ?? businessHours?.timeZone ?? "UTC",
  };
}
