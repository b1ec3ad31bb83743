import type { Clock } from "./clock.ts";

/** From this size on stale entries are removed when one is added. */
const PRUNE_ABOVE = 1_000;

/** Caches `read` per tenant for `freshMs`; concurrent callers share one call. */
export function ttlCache<Value>(
  read: (tenantId: string) => Promise<Value>,
  { clock, freshMs }: { clock: Clock; freshMs: number },
): (tenantId: string) => Promise<Value> {
  const known = new Map<string, { value: Promise<Value>; atMs: number }>();
  return (tenantId) => {
    const nowMs = clock.now();
    const last = known.get(tenantId);
    if (last && nowMs - last.atMs < freshMs) return last.value;
    if (known.size >= PRUNE_ABOVE) for (const [id, { atMs }] of known) if (nowMs - atMs >= freshMs) known.delete(id);
    const value = read(tenantId);
    known.set(tenantId, { value, atMs: nowMs });
    // Failures are not cached.
    value.catch(() => known.delete(tenantId));
    return value;
  };
}
