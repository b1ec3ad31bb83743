import type { TenantTx } from "@chorus/database/database";

/** What somebody has to know of their account also while their company is suspended. Links for a password lead nowhere then. */
const ALSO_SUSPENDED: ReadonlySet<string> = new Set(["people.new_device", "people.password_changed"]);

/** Whether the company is suspended, and nobody hears of an event of this kind. */
export async function isSuspendedFor(tx: TenantTx, kind: string): Promise<boolean> {
  if (ALSO_SUSPENDED.has(kind)) return false;
  const { status } = await tx.selectFrom("tenants").select("status").executeTakeFirstOrThrow();
  return status !== "active";
}
