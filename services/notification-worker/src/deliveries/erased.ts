import { ERASED_ADDRESS } from "@chorus/database/personal-data/notifications";
import type { TenantTx } from "@chorus/database/database";

/**
 * Was its customer erased while a provider was asked? What it answers names the address, and is not written down any more. The
 * delivery is locked from here on, so that an erasure waits.
 */
export async function isErased(tx: TenantTx, deliveryId: string): Promise<boolean> {
  const { address } = await tx
    .selectFrom("deliveries")
    .select("address")
    .where("id", "=", deliveryId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return address === ERASED_ADDRESS + deliveryId;
}
