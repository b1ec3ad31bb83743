import type { NotificationPreferencesPatch } from "@chorus/contracts/entities/notification-preferences";
import { choicesAtAddress } from "@chorus/contracts/entities/stopped-emails";
import type { TenantTx } from "@chorus/database/database";
import type { UsersTable } from "@chorus/database/tables";
import type { Selectable } from "kysely";
import type { Recipient } from "./subject.ts";

export type UserRow = Pick<Selectable<UsersTable>, "id" | "email" | "disabled_at">;

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

/** The browsers that these people receive push messages in. */
export async function endpointsOf(tx: TenantTx, personIds: readonly string[]): Promise<Map<string, string[]>> {
  const endpoints = new Map<string, string[]>();
  if (personIds.length === 0) return endpoints;
  const rows = await tx
    .selectFrom("push_subscriptions")
    .select(["person_id", "endpoint"])
    .where("person_id", "in", personIds)
    .orderBy("created_at")
    .execute();
  for (const { person_id: id, endpoint } of rows) endpoints.set(id, [...(endpoints.get(id) ?? []), endpoint]);
  return endpoints;
}

/** A member of the desk. `obsolete` says why they need not be notified. */
export async function usersAsRecipients(
  tx: TenantTx,
  users: readonly UserRow[],
  obsolete: (userId: string) => string | null = () => null,
): Promise<Recipient[]> {
  const ids = users.map(({ id }) => id);
  const preferences = await preferencesOf(tx, ids);
  const endpoints = await endpointsOf(tx, ids);
  return users.map((user) => ({
    type: "user",
    id: user.id,
    addresses: { in_app: [""], email: [user.email], ...pushOf(endpoints.get(user.id)) },
    preferences: preferences.get(user.id) ?? {},
    obsolete: user.disabled_at ? "no longer works here" : obsolete(user.id),
  }));
}

/** Push needs a browser that has subscribed. */
export function pushOf(endpoints: string[] | undefined): { push?: string[] } {
  return endpoints ? { push: endpoints } : {};
}

/** Those who have read a conversation up to `seq`. */
export async function readersOf(tx: TenantTx, conversationId: string, seq: number): Promise<Set<string>> {
  const rows = await tx
    .selectFrom("receipts")
    .select("user_id")
    .where("conversation_id", "=", conversationId)
    .where("read_seq", ">=", seq)
    .execute();
  return new Set(rows.map((row) => row.user_id));
}
