import { periodEndMs, QUOTA_NAMES, type QuotaName, QUOTAS } from "@chorus/contracts/quotas";
import type { Quota } from "@chorus/contracts/routes/quotas";
import { toTimestamp } from "@chorus/kernel/clock";

/** By quota; null where nobody can say. */
export type Used = Readonly<Record<QuotaName, number | null>>;

/** @param amounts what the operator has set */
export function presentQuotas(
  amounts: Readonly<Partial<Record<string, number | null>>>,
  used: Used,
  nowMs: number,
): Quota[] {
  return QUOTA_NAMES.map((quota) => {
    const set = amounts[quota] ?? null;
    const endMs = periodEndMs(quota, nowMs);
    return {
      ...{ quota, amount: set ?? QUOTAS[quota].default, isDefault: set === null, used: used[quota] },
      resetsAt: endMs === null ? null : toTimestamp(endMs),
    };
  });
}
