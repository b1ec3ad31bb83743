import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/** What still waits to be sent to a customer is never sent. */
export async function cancelDeliveries(tx: TenantTx, customerId: string, at: Date): Promise<void> {
  await tx
    .updateTable("deliveries")
    .set({
      status: sql<"cancelled">`case when status in ('queued', 'held') then 'cancelled' else status end`,
      due_at: null,
      updated_at: at,
    })
    .where("recipient_id", "=", customerId)
    .execute();
}
