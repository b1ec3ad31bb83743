import type { NotificationPreferencesPatch } from "@chorus/contracts/entities/notification-preferences";
import { choicesAtAddress } from "@chorus/contracts/entities/stopped-emails";
import type { TenantTx } from "@chorus/database/database";

/** The stored preferences of these people, as they hold at their present address; those without any are missing. */
export async function preferencesOf(
  tx: TenantTx,
  personIds: readonly string[],
): Promise<Map<string, NotificationPreferencesPatch>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("notification_preferences as n")
    .leftJoin("users as u", (join) => join.onRef("u.tenant_id", "=", "n.tenant_id").onRef("u.id", "=", "n.person_id"))
    .leftJoin("customers as c", (join) =>
      join.onRef("c.tenant_id", "=", "n.tenant_id").onRef("c.id", "=", "n.person_id"),
    )
    .select(({ fn }) => [
      "n.person_id",
      "n.settings",
      "n.stopped_emails",
      fn.coalesce("u.email", "c.email").as("address"),
    ])
    .where("n.person_id", "in", personIds)
    .execute();
  return new Map(
    rows.map(({ person_id: id, settings: own, stopped_emails: stopped, address }) => [
      id,
      choicesAtAddress({ own, stopped, address }),
    ]),
  );
}
