import type { TenantTx } from "@chorus/database/database";
import type { DeliveryRow } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";
import { addStep } from "./steps.ts";

/** Defers a delivery without counting an attempt. A repeated reason adds no line to its timeline. */
export async function deferDelivery(
  context: NotificationContext,
  tx: TenantTx,
  delivery: DeliveryRow,
  { untilMs, reason }: { untilMs: number; reason: string },
): Promise<void> {
  const at = new Date(context.clock.now());
  await tx
    .updateTable("deliveries")
    .set({ status: "held", reason, due_at: new Date(untilMs), updated_at: at })
    .where("id", "=", delivery.id)
    .execute();
  if (delivery.status === "held" && delivery.reason === reason) return;
  const { tenant_id: tenantId, id: deliveryId } = delivery;
  await addStep(tx, { tenantId, deliveryId, status: "held", detail: reason, at });
}
