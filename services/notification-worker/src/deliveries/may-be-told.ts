import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";
import { isSuspendedFor } from "./company-status.ts";

/** Why the recipient of a delivery may not be told any more, whatever the channel; null while they may. It was decided before, and may have waited for hours. */
export async function mayNotBeTold(tx: TenantTx, delivery: DeliveryRow): Promise<string | null> {
  const { status } = await tx.selectFrom("tenants").select("status").executeTakeFirstOrThrow();
  if (isSuspendedFor(status, delivery.kind)) return formatReason("company_suspended");
  return delivery.recipient_type === "user" ? ofUser(tx, delivery) : ofCustomer(tx, delivery);
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
