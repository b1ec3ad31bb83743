import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import { AppError } from "@chorus/kernel/app-error";
import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import {
  mergeChoices,
  NotificationPreferencesPatch,
  type NotificationPreferences,
  whyWithoutEffect,
} from "@chorus/contracts/entities/notification-preferences";
import {
  choicesAtAddress,
  stoppedAfter,
  withoutStopped,
  type StoredChoices,
} from "@chorus/contracts/entities/stopped-emails";
import { readTenantSettings } from "@chorus/contracts/entities/tenant-settings";
import type { TenantTx } from "@chorus/database/database";
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
    const stopped = stoppedAfter(before, patch);
    await tx
      .updateTable("notification_preferences")
      .set({
        ...{ settings: JSON.stringify(own), stopped_emails: JSON.stringify(stopped) },
        updated_at: new Date(context.clock.now()),
      })
      .where("person_id", "=", userId)
      .execute();
    return effective(tx, principal, { ...before, own, stopped });
  });
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

async function readOwn(tx: TenantTx, { role, userId }: Principal): Promise<StoredChoices> {
  const row = await tx
    .selectFrom("notification_preferences")
    .select(["settings", "stopped_emails"])
    .where("person_id", "=", userId)
    .executeTakeFirst();
  const person = await tx
    .selectFrom(role === "customer" ? "customers" : "users")
    .select("email")
    .where("id", "=", userId)
    .executeTakeFirst();
  return {
    own: NotificationPreferencesPatch.parse(row?.settings ?? {}),
    stopped: row?.stopped_emails ?? {},
    address: person?.email ?? null,
  };
}

async function effective(tx: TenantTx, { role }: Principal, stored: StoredChoices): Promise<NotificationPreferences> {
  const { settings } = await tx.selectFrom("tenants").select("settings").executeTakeFirstOrThrow();
  const { notifications } = readTenantSettings(settings);
  return effectivePreferences(role === "customer" ? "customer" : "user", notifications, choicesAtAddress(stored));
}
