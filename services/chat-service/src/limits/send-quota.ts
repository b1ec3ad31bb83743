import { periodEndMs, QUOTAS } from "@chorus/contracts/quotas";
import type { Clock } from "@chorus/kernel/clock";
import type { ProcessCounts } from "@chorus/redis/process-counts";

const FRESH_MS = 5_000;

/** A tenant's sends in a minute, over all ways in. Counted in this process; what others count is known within a second. */
export interface SendQuota {
  /** Counts up to so many, before the work. @returns how many may go, and when the next minute begins */
  take(tenantId: string, count: number): { granted: number; waitMs: number };
  /** For what was no new message after all. */
  giveBack(tenantId: string, count: number): void;
  /** Tells other processes, and learns of them; away from the path of messages. */
  exchange(): Promise<void>;
}

interface Known {
  amount: number;
  readAtMs: number;
  key: string;
}

/**
 * Asks nobody on the way: the amount is read beside it, and until it is known the default counts.
 * @param readAmount what the operator has set for a tenant; undefined: nothing
 * @param keyOf of a tenant's sends in the minute of a moment
 */
export function createSendQuota(options: {
  counts: ProcessCounts;
  clock: Clock;
  readAmount: (tenantId: string) => Promise<number | undefined>;
  keyOf: (tenantId: string, nowMs: number) => string;
  onError: (error: unknown) => void;
}): SendQuota {
  const { counts, clock, readAmount, keyOf, onError } = options;
  const tenants = new Map<string, Known>();

  function knownOf(tenantId: string, nowMs: number): Known {
    const key = keyOf(tenantId, nowMs);
    let known = tenants.get(tenantId);
    if (!known) {
      known = { amount: QUOTAS.sends_per_minute.default, readAtMs: 0, key };
      tenants.set(tenantId, known);
    }
    if (known.key !== key) {
      counts.drop(known.key);
      known.key = key;
    }
    if (nowMs - known.readAtMs >= FRESH_MS) void read(tenantId, known, nowMs);
    return known;
  }

  async function read(tenantId: string, known: Known, nowMs: number): Promise<void> {
    known.readAtMs = nowMs;
    try {
      known.amount = (await readAmount(tenantId)) ?? QUOTAS.sends_per_minute.default;
    } catch (error) {
      onError(error);
    }
  }

  return {
    take(tenantId, count) {
      const nowMs = clock.now();
      const { amount, key } = knownOf(tenantId, nowMs);
      const granted = Math.max(0, Math.min(count, amount - counts.own(key) - counts.others(key)));
      counts.set(key, counts.own(key) + granted);
      return { granted, waitMs: (periodEndMs("sends_per_minute", nowMs) ?? nowMs) - nowMs };
    },
    giveBack(tenantId, count) {
      const { key } = knownOf(tenantId, clock.now());
      counts.set(key, Math.max(0, counts.own(key) - count));
    },
    async exchange() {
      const nowMs = clock.now();
      for (const [tenantId, known] of tenants) {
        if (known.key === keyOf(tenantId, nowMs)) continue;
        counts.drop(known.key);
        tenants.delete(tenantId);
      }
      await counts.exchange();
    },
  };
}
