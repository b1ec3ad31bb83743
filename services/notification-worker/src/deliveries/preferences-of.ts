import type { ChosenEvent, NotificationPreferencesPatch } from "@chorus/contracts/entities/notification-preferences";
import { choicesAtAddress } from "@chorus/contracts/entities/stopped-emails";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/** The stored preferences of these people with what was stopped at their present address; empty for those without any. */
export async function preferencesOf(
  tx: TenantTx,
  personIds: readonly string[],
): Promise<Map<string, NotificationPreferencesPatch>> {
  if (personIds.length === 0) return new Map();
  const customers = tx.selectFrom("customers").select(["tenant_id", "id", "email"]).where("id", "in", personIds);
  const users = tx.selectFrom("users").select(["tenant_id", "id", "email"]).where("id", "in", personIds);
  const rows = await tx
    .selectFrom(customers.unionAll(users).as("p"))
    .leftJoin("notification_preferences as n", (join) =>
      join.onRef("n.tenant_id", "=", "p.tenant_id").onRef("n.person_id", "=", "p.id"),
    )
    .select([
      "p.id",
      "n.settings",
      sql<ChosenEvent[]>`array(
        select s.event from stopped_emails s where s.tenant_id = p.tenant_id and s.address = lower(p.email)
      )`.as("stopped"),
    ])
    .execute();
  return new Map(rows.map(({ id, settings, stopped }) => [id, choicesAtAddress({ own: settings ?? {}, stopped })]));
}
