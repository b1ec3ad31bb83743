import { COUNTED, periodOf } from "@chorus/contracts/quotas";
import { readProcessCounts } from "@chorus/redis/process-counts";
import type { Redis } from "ioredis";

/** What of a tenant is counted in Redis. Null while it cannot be read. */
export interface LiveCounts {
  sends: number | null;
  sockets: number | null;
}

export type ReadLiveCounts = (tenantIds: readonly string[]) => Promise<ReadonlyMap<string, LiveCounts>>;

/** The key of a tenant's sends in this minute. */
export function sendsKey(tenantId: string, nowMs: number): string {
  return `${tenantId}:${periodOf("sends_per_minute", nowMs)}`;
}

export function createLiveCounts(redis: Redis, now: () => number): ReadLiveCounts {
  return async (tenantIds) => {
    const nowMs = now();
    const keys = tenantIds.map((tenantId) => sendsKey(tenantId, nowMs));
    try {
      const [sends, sockets] = await Promise.all([
        readProcessCounts(redis, { name: COUNTED.sends, keys, nowMs }),
        readProcessCounts(redis, { name: COUNTED.sockets, keys: tenantIds, nowMs }),
      ]);
      return new Map(
        tenantIds.map((id, index) => [id, { sends: sends[index] ?? null, sockets: sockets[index] ?? null }]),
      );
    } catch {
      // Redis is away: the figures are missing, and nothing else is.
      return new Map();
    }
  };
}
