import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import type { Delivery } from "@chorus/contracts/entities/delivery";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";
import { decideAgain } from "./decide-again.ts";
import { hasAddress } from "./has-address.ts";
import { readDelivery } from "./read-deliveries.ts";
import { addStep } from "./steps.ts";
import { unsuppress } from "./suppressions.ts";

const RETRIED = new Set(["failed", "bounced", "suppressed", "unknown", "held"]);

/**
 * Retries a delivery that failed or whose outcome is unknown: a person has decided that a duplicate is better than none. One to a
 * former address is cancelled, and what it was about goes to the present one.
 * @throws AppError `not_found`; `conflict` for one that has arrived or is under way
 */
export async function retryDelivery(
  context: NotificationContext,
  { tenantId, userId, deliveryId }: { tenantId: string; userId: string; deliveryId: string },
): Promise<Delivery> {
  const at = new Date(context.clock.now());
  return context.database.withTenant(tenantId, async (tx) => {
    const row = await tx
      .selectFrom("deliveries")
      .selectAll()
      .where("id", "=", deliveryId)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw notFound();
    if (!RETRIED.has(row.status)) {
      throw new AppError("conflict", { detail: `This one is ${row.status}: there is nothing to try again.` });
    }
    const detail = formatReason("retried", { person: userId });
    await addStep(tx, { tenantId, deliveryId, status: "queued", detail, at });
    if (!(await hasAddress(tx, row))) {
      await cancelForPresentAddress(context, tx, row, at);
      return readDelivery(tx, deliveryId);
    }
    if (row.status === "bounced") await unsuppress(tx, row);
    await tx
      .updateTable("deliveries")
      .set({ status: "queued", reason: null, claimed_at: null, due_at: at, updated_at: at })
      .where("id", "=", deliveryId)
      .execute();
    await context.tasks.enqueue(tx, "notification.deliver", { deliveryId }, { dedupKey: deliveryId });
    return readDelivery(tx, deliveryId);
  });
}

async function cancelForPresentAddress(context: NotificationContext, tx: TenantTx, row: DeliveryRow, at: Date) {
  const { tenant_id: tenantId, id: deliveryId } = row;
  const status = "cancelled";
  const reason = formatReason("address_changed");
  await tx
    .updateTable("deliveries")
    .set({ status, reason, claimed_at: null, due_at: null, updated_at: at })
    .where("id", "=", deliveryId)
    .execute();
  await addStep(tx, { tenantId, deliveryId, status, detail: reason, at });
  await decideAgain(context, tx, row, status);
}
