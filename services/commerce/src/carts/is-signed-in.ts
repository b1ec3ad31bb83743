import type { TenantTx } from "@chorus/database/database";

/** Whether the shop has said who a customer is; everybody else is anonymous, whatever they say of themselves. */
export async function isSignedIn(tx: TenantTx, customerId: string): Promise<boolean> {
  const query = tx.selectFrom("customers").select("external_id").where("id", "=", customerId);
  return (await query.executeTakeFirstOrThrow()).external_id !== null;
}
