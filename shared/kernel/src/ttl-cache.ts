import type { Clock } from "./clock.ts";

/** From this size on what has gone stale is removed when something is added. */
const PRUNE_ABOVE = 1_000;

/** What `read` says about a tenant, asked at most once in `freshMs`: who asks in between gets the same answer. */
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
    // What failed is asked again by whoever comes next.
    value.catch(() => known.delete(tenantId));
    return value;
  };
}
