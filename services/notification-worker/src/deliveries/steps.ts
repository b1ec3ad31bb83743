import type { DeliveryStatus } from "@chorus/contracts/entities/delivery";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/** Adds a line to a delivery's timeline. The caller's change has locked the delivery's row. */
export async function addStep(
  tx: TenantTx,
  step: { tenantId: string; deliveryId: string; status: DeliveryStatus; detail: string | null; at: Date },
): Promise<void> {
  await sql`
    insert into delivery_steps (tenant_id, delivery_id, number, at, status, detail)
    select ${step.tenantId}, ${step.deliveryId}, coalesce(max(number), 0) + 1, ${step.at}, ${step.status}, ${step.detail}
    from delivery_steps where tenant_id = ${step.tenantId} and delivery_id = ${step.deliveryId}`.execute(tx);
}
