import type { TenantTx } from "./database.ts";

/**
 * Locks a customer for a write that an erasure would have to find: a running erasure ends first, and a later one
 * waits for this transaction.
 * @returns false for a customer who was erased
 */
export async function lockAgainstErasure(tx: TenantTx, personId: string): Promise<boolean> {
  const customer = await tx
    .selectFrom("customers")
    .select("erased_at")
    .where("id", "=", personId)
    .forShare()
    .executeTakeFirst();
  return !customer?.erased_at;
}
