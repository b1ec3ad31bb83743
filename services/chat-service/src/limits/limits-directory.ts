import type { TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import type { Clock } from "@chorus/kernel/clock";
import { ttlCache } from "@chorus/kernel/ttl-cache";

const FRESH_MS = 5_000;

/** A tenant's limits, read at most every 5 s: they are asked for with every send. */
export interface LimitsDirectory {
  of(tenantId: string): Promise<TenantLimits>;
}

export function createLimitsDirectory(
  read: (tenantId: string) => Promise<TenantLimits>,
  clock: Clock,
): LimitsDirectory {
  return { of: ttlCache(read, { clock, freshMs: FRESH_MS }) };
}
