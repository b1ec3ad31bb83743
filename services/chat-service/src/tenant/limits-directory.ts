import type { TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import type { Clock } from "@chorus/kernel/clock";

const FRESH_MS = 5_000;

/** A tenant's limits, read at most every 5 s: they are asked for with every send. */
export interface LimitsDirectory {
  of(tenantId: string): Promise<TenantLimits>;
}

export function createLimitsDirectory(
  read: (tenantId: string) => Promise<TenantLimits>,
  clock: Clock,
): LimitsDirectory {
  const known = new Map<string, { limits: Promise<TenantLimits>; atMs: number }>();
  return {
    of(tenantId) {
      const nowMs = clock.now();
      const last = known.get(tenantId);
      if (last && nowMs - last.atMs < FRESH_MS) return last.limits;
      const limits = read(tenantId);
      known.set(tenantId, { limits, atMs: nowMs });
      // What failed is asked again by whoever comes next.
      limits.catch(() => known.delete(tenantId));
      return limits;
    },
  };
}
