import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import { isChosenEvent } from "@chorus/contracts/entities/notification-preferences";
import { readTenantSettings } from "@chorus/contracts/entities/tenant-settings";
import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";
import { isSuspendedFor } from "./company-status.ts";
import { preferencesOf } from "./preferences-of.ts";

/** Why the recipient of a delivery may not be told any more, whatever the channel; null while they may. It was decided before, and may have waited for hours. */
export async function mayNotBeTold(tx: TenantTx, delivery: DeliveryRow): Promise<string | null> {
  const { status, settings } = await tx.selectFrom("tenants").select(["status", "settings"]).executeTakeFirstOrThrow();
  if (isSuspendedFor(status, delivery.kind)) return formatReason("company_suspended");
  const lostRight = await (delivery.recipient_type === "user" ? ofUser(tx, delivery) : ofCustomer(tx, delivery));
  if (lostRight !== null) return lostRight;
  return (await isChosen(tx, delivery, settings)) ? null : formatReason("not_chosen");
}

/** By the choices in force now; what is not a matter of choice was asked for, or has to be known. */
async function isChosen(
  tx: TenantTx,
  { kind, channel, recipient_type: type, recipient_id: id }: DeliveryRow,
  settings: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  if (!isChosenEvent(kind) || channel === "webhook") return true;
  const own = (await preferencesOf(tx, [id])).get(id) ?? {};
  return effectivePreferences(type, readTenantSettings(settings).notifications, own).events[kind][channel];
}

async function ofUser(tx: TenantTx, { kind, recipient_id: id }: DeliveryRow): Promise<string | null> {
  const user = await tx.selectFrom("users").select(["disabled_at", "role"]).where("id", "=", id).executeTakeFirst();
  // Nobody of the desk is ever deleted: a test's recipient may be nobody at all.
  if (user?.disabled_at) return formatReason("recipient_left");
  const manages = user?.role === "owner" || user?.role === "admin";
  return kind === "tenant.quota" && !manages ? formatReason("recipient_role") : null;
}

async function ofCustomer(tx: TenantTx, { recipient_id: id }: DeliveryRow): Promise<string | null> {
  const customer = await tx
    .selectFrom("customers")
    .select(["banned_at", "erased_at"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!customer || customer.erased_at) return formatReason("customer_erased");
  return customer.banned_at ? formatReason("customer_banned") : null;
}
