import type { TenantTx } from "@chorus/database/database";
import type { UsersTable } from "@chorus/database/tables";
import type { Selectable } from "kysely";
import { preferencesOf } from "../deliveries/preferences-of.ts";
import type { Recipient } from "./subject.ts";

export type UserRow = Pick<Selectable<UsersTable>, "id" | "email" | "disabled_at">;

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
