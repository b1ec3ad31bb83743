import type { QuotaName } from "@chorus/contracts/quotas";
import type { Quota } from "@chorus/contracts/routes/quotas";
import { notFound } from "@chorus/kernel/app-error";
import { writeAudit } from "@chorus/database/write-audit";
import type { ChatContext } from "../context.ts";
import { readQuotas } from "./read-quotas.ts";
import { warnTenant } from "./warn-tenant.ts";

/** On behalf of the operator; null: the default again. It counts within seconds. @throws AppError `not_found` */
export async function setQuota(
  context: ChatContext,
  input: { tenantId: string; quota: QuotaName; amount: number | null; requestId: string },
): Promise<Quota[]> {
  const { tenantId, quota, amount, requestId } = input;
  await context.database.withTenant(tenantId, async (tx) => {
    const tenant = await tx.selectFrom("tenants").select("tenant_id").forNoKeyUpdate().executeTakeFirst();
    if (!tenant) throw notFound();
    const before = await tx.selectFrom("tenant_quotas").select("amount").where("quota", "=", quota).executeTakeFirst();
    await tx
      .insertInto("tenant_quotas")
      .values({ tenant_id: tenantId, quota, amount })
      // Whoever has more of it again is warned again.
      .onConflict((conflict) => conflict.columns(["tenant_id", "quota"]).doUpdateSet({ amount, warned_period: null }))
      .execute();
    await writeAudit(tx, {
      ...{ tenantId, requestId, action: "quota.set", actor: { type: "operator", id: null } },
      target: { type: "tenant", id: tenantId },
      detail: { quota, from: before?.amount ?? "default", to: amount ?? "default" },
    });
  });
  const quotas = await readQuotas(context, tenantId);
  await warnTenant(context, tenantId, quotas);
  return quotas;
}
