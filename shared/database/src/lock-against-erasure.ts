import type { TenantTx } from "./database.ts";

/**
 * For whoever writes something about a person that an erasure would have to find: one that is under way ends first, one that
 * begins now waits for this transaction.
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
