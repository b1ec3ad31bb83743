import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import {
  type ChosenEvent,
  isChosenEvent,
  mergeChoices,
  NotificationPreferencesPatch,
  type NotificationPreferences,
  whyWithoutEffect,
} from "@chorus/contracts/entities/notification-preferences";
import {
  choicesAtAddress,
  resumedBy,
  withoutStopped,
  type StoredChoices,
} from "@chorus/contracts/entities/stopped-emails";
import { readTenantSettings } from "@chorus/contracts/entities/tenant-settings";
import type { TenantTx } from "@chorus/database/database";
import { sql, type RawBuilder } from "kysely";
import { requirePerson, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";

/** The caller's effective preferences: their own, else the tenant's, else the defaults. */
export async function getNotificationPreferences(
  context: ChatContext,
  principal: Principal,
): Promise<NotificationPreferences> {
  requirePerson(principal);
  return context.database.readTenant(principal.tenantId, async (tx) =>
    effective(tx, principal, await readOwn(tx, principal)),
  );
}

/** Changes the given fields; the others stay. @throws AppError `not_available` for choices that nothing would come of */
export async function patchNotificationPreferences(
  context: ChatContext,
  principal: Principal,
  patch: NotificationPreferencesPatch,
): Promise<NotificationPreferences> {
  requirePerson(principal);
  const { tenantId, userId } = principal;
  return context.database.withTenant(tenantId, async (tx) => {
    await lockOwn(tx, principal);
    const before = await readOwn(tx, principal);
    const audience = principal.role === "customer" ? "customer" : "user";
    const reason = whyWithoutEffect([audience], await effective(tx, principal, before), patch);
    if (reason !== undefined) throw new AppError("not_available", { detail: reason });
    const own = mergeChoices(before.own, withoutStopped(before, patch));
    await tx
      .updateTable("notification_preferences")
      .set({ settings: JSON.stringify(own), updated_at: new Date(context.clock.now()) })
      .where("person_id", "=", userId)
      .execute();
    await resume(tx, principal, resumedBy(before, patch));
    return effective(tx, principal, await readOwn(tx, principal));
  });
}

/** For everybody who has the person's address, as it was stopped for them. */
async function resume(tx: TenantTx, principal: Principal, events: readonly ChosenEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx
    .deleteFrom("stopped_emails")
    .where("address", "=", addressOf(principal))
    .where("event", "in", events)
    .execute();
}

/** Locks the person, so that concurrent changes do not overwrite each other. */
async function lockOwn(tx: TenantTx, { tenantId, userId }: Principal): Promise<void> {
  if (!(await lockAgainstErasure(tx, userId)))
    throw new AppError("forbidden", { detail: "You cannot write here any more." });
  await tx
    .insertInto("notification_preferences")
    .values({ tenant_id: tenantId, person_id: userId, settings: "{}" })
    .onConflict((conflict) => conflict.columns(["tenant_id", "person_id"]).doNothing())
    .execute();
  await tx
    .selectFrom("notification_preferences")
    .select("person_id")
    .where("person_id", "=", userId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

async function readOwn(tx: TenantTx, principal: Principal): Promise<StoredChoices> {
  const row = await tx
    .selectFrom("notification_preferences")
    .select("settings")
    .where("person_id", "=", principal.userId)
    .executeTakeFirst();
  const stopped = await tx
    .selectFrom("stopped_emails")
    .select("event")
    .where("address", "=", addressOf(principal))
    .execute();
  return {
    own: NotificationPreferencesPatch.parse(row?.settings ?? {}),
    stopped: stopped.map(({ event }) => event).filter(isChosenEvent),
  };
}

/** The person's present address as stopped ones are stored; nothing equals that of somebody without one. */
function addressOf({ role, userId }: Principal): RawBuilder<string> {
  const people = sql.table(role === "customer" ? "customers" : "users");
  return sql`(select lower(email) from ${people} where id = ${userId})`;
}

async function effective(tx: TenantTx, { role }: Principal, stored: StoredChoices): Promise<NotificationPreferences> {
  const { settings } = await tx
    .selectFrom("tenants")
    .select("settings")
    .executeTakeFirstOrThrow(() => notFound());
  const { notifications } = readTenantSettings(settings);
  return effectivePreferences(role === "customer" ? "customer" : "user", notifications, choicesAtAddress(stored));
}
