import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import { readTenantSettings, type TenantSettings } from "@chorus/contracts/entities/tenant-settings";
import type { TenantTx } from "@chorus/database/database";
import { preferencesOf } from "../deliveries/preferences-of.ts";
import { endpointsOf, type UserRow } from "./people.ts";

/** The most people notified of one conversation; larger tenants use teams. */
const MAX_RECIPIENTS = 50;

/**
 * Who is told that a customer waits: the assignee; else the team; else everybody who may answer. While nobody of these can be
 * reached away from the desk (no address works, or they chose not to be told), the next ones are told, too.
 * @param inVain to whom this was sent before, and did not come
 */
export async function whoAnswers(
  tx: TenantTx,
  { assignee_id, team_id }: { assignee_id: string | null; team_id: string | null },
  inVain: ReadonlySet<string>,
): Promise<UserRow[]> {
  const able = tx
    .selectFrom("users as u")
    .select(["u.id", "u.email", "u.disabled_at"])
    .where("u.disabled_at", "is", null)
    .where("u.role", "<>", "viewer")
    .orderBy("u.id")
    .limit(MAX_RECIPIENTS);
  const { settings: stored } = await tx.selectFrom("tenants").select("settings").executeTakeFirstOrThrow();
  const settings = readTenantSettings(stored);
  const told = new Map<string, UserRow>();
  const add = async (users: readonly UserRow[]) => {
    for (const user of users) told.set(user.id, user);
    return isAnyReachable(
      tx,
      users.filter(({ id }) => !inVain.has(id)),
      settings,
    );
  };
  if (assignee_id !== null && (await add(await able.where("u.id", "=", assignee_id).execute()))) {
    return [...told.values()];
  }
  if (team_id !== null) {
    const members = able.where("u.id", "in", (eb) =>
      eb.selectFrom("team_members as m").select("m.user_id").where("m.team_id", "=", team_id),
    );
    if (await add(await members.execute())) return [...told.values()];
  }
  await add(await able.execute());
  return [...told.values()];
}

/** Whether a mail or a push message about a waiting customer can come to one of them. */
async function isAnyReachable(tx: TenantTx, users: readonly UserRow[], settings: TenantSettings): Promise<boolean> {
  if (users.length === 0) return false;
  const ids = users.map(({ id }) => id);
  const emails = users.map(({ email }) => email);
  const preferences = await preferencesOf(tx, ids);
  const endpoints = await endpointsOf(tx, ids);
  const suppressed = await tx
    .selectFrom("suppressions")
    .select("address")
    .where("channel", "=", "email")
    .where("address", "in", emails)
    .execute();
  const unusable = new Set(suppressed.map(({ address }) => address));
  return users.some(({ id, email }) => {
    const { events } = effectivePreferences("user", settings.notifications, preferences.get(id) ?? {});
    const chosen = events["conversation.waiting"];
    return (chosen.email && !unusable.has(email)) || (chosen.push && endpoints.has(id));
  });
}
