import { isNearEnd, warnedPeriodOf } from "@chorus/contracts/quotas";
import type { Quota } from "@chorus/contracts/routes/quotas";
import type { ChatContext } from "../context.ts";
import { QUOTA_TOPIC, writeOutbox } from "../outbox/write-outbox.ts";

/** Asks for a mail to owners and admins about what is nearly used up; each quota once a period. */
export async function warnTenant(
  { database, clock }: Pick<ChatContext, "database" | "clock">,
  tenantId: string,
  quotas: readonly Quota[],
): Promise<void> {
  const nowMs = clock.now();
  const warnings = quotas.filter(isNearEnd).map(({ quota }) => ({
    ...{ tenant_id: tenantId, quota, amount: null, period: null },
    warned_period: warnedPeriodOf(quota, nowMs),
  }));
  if (warnings.length === 0) return;
  await database.withTenant(tenantId, async (tx) => {
    // It may have been deleted since its use was counted.
    const tenant = await tx.selectFrom("tenants").select("tenant_id").forKeyShare().executeTakeFirst();
    if (!tenant) return;
    const fresh = await tx
      .insertInto("tenant_quotas")
      .values(warnings)
      .onConflict((conflict) =>
        conflict
          .columns(["tenant_id", "quota"])
          .doUpdateSet(({ ref }) => ({ warned_period: ref("excluded.warned_period") }))
          .where(({ eb, ref }) => eb("tenant_quotas.warned_period", "is distinct from", ref("excluded.warned_period"))),
      )
      .returning("quota")
      .execute();
    if (fresh.length > 0) await writeOutbox(tx, tenantId, QUOTA_TOPIC, {});
  });
}
