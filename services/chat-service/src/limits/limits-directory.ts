import type { TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import type { Clock } from "@chorus/kernel/clock";
import { ttlCache } from "@chorus/kernel/ttl-cache";

const FRESH_MS = 5_000;

/** A tenant's limits, cached for 5 s because every send needs them. */
export interface LimitsDirectory {
  of(tenantId: string): Promise<TenantLimits>;
}

export function createLimitsDirectory(
  read: (tenantId: string) => Promise<TenantLimits>,
  clock: Clock,
): LimitsDirectory {
  return { of: ttlCache(read, { clock, freshMs: FRESH_MS }) };
}
