import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import { AppError } from "@chorus/kernel/app-error";
import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import {
  mergeChoices,
  NotificationPreferencesPatch,
  type NotificationPreferences,
  whyWithoutEffect,
} from "@chorus/contracts/entities/notification-preferences";
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
    effective(tx, principal, await readOwn(tx, principal.userId)),
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
    const before = await readOwn(tx, userId);
    const audience = principal.role === "customer" ? "customer" : "user";
    const reason = whyWithoutEffect([audience], await effective(tx, principal, before), patch);
    if (reason !== undefined) throw new AppError("not_available", { detail: reason });
    const own = mergeChoices(before, patch);
    await tx
      .updateTable("notification_preferences")
      .set({ settings: JSON.stringify(own), updated_at: new Date(context.clock.now()) })
      .where("person_id", "=", userId)
      .execute();
    return effective(tx, principal, own);
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

async function readOwn(tx: TenantTx, personId: string): Promise<NotificationPreferencesPatch> {
  const row = await tx
    .selectFrom("notification_preferences")
    .select("settings")
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return NotificationPreferencesPatch.parse(row?.settings ?? {});
}

async function effective(
  tx: TenantTx,
  { role }: Principal,
  own: NotificationPreferencesPatch,
): Promise<NotificationPreferences> {
  const { settings } = await tx.selectFrom("tenants").select("settings").executeTakeFirstOrThrow();
  const { notifications } = readTenantSettings(settings);
  return effectivePreferences(role === "customer" ? "customer" : "user", notifications, own);
}
