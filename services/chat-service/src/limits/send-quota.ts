import { isNearEnd, periodEndMs, QUOTAS } from "@chorus/contracts/quotas";
import type { Clock } from "@chorus/kernel/clock";
import type { ProcessCounts } from "@chorus/redis/process-counts";

const FRESH_MS = 5_000;
/** After so long without a send a tenant's amount is read anew. */
const IDLE_MS = 600_000;

/** A tenant's sends in a minute, over all ways in. Counted in this process; what others count is known within a second. */
export interface SendQuota {
  /** Counts up to so many, before the work. @returns how many may go, and when the next minute begins */
  take(tenantId: string, count: number): { granted: number; waitMs: number };
  /** Counts nothing. @returns how many may still go, and when the next minute begins */
  look(tenantId: string): { left: number; waitMs: number };
  /** For what was not stored after all. */
  giveBack(tenantId: string, count: number): void;
  /** Tells other processes, and learns of them; away from the path of messages. */
  exchange(): Promise<void>;
}

interface TenantSends {
  amount: number;
  readAtMs: number;
  usedAtMs: number;
  /** Of its sends in the minute in which it last sent. */
  key: string;
  /** Whether it was said of this minute that it is nearly used up. */
  isWarned: boolean;
}

/**
 * Asks nobody on the way: the amount is read beside it, and until it is known the default counts.
 * @param readAmount what the operator has set for a tenant; undefined: nothing
 * @param keyOf of a tenant's sends in the minute of a moment
 * @param onNearEnd once in a minute whose sends are nearly used up
 */
export function createSendQuota(options: {
  counts: ProcessCounts;
  clock: Clock;
  readAmount: (tenantId: string) => Promise<number | undefined>;
  keyOf: (tenantId: string, nowMs: number) => string;
  onNearEnd: (tenantId: string) => void;
  onError: (error: unknown) => void;
}): SendQuota {
  const { counts, clock, readAmount, keyOf, onNearEnd, onError } = options;
  const tenants = new Map<string, TenantSends>();

  function sendsOf(tenantId: string, nowMs: number): TenantSends {
    const key = keyOf(tenantId, nowMs);
    let sends = tenants.get(tenantId);
    if (!sends) {
      const amount = QUOTAS.sends_per_minute.default;
      sends = { amount, readAtMs: 0, usedAtMs: nowMs, key, isWarned: false };
      tenants.set(tenantId, sends);
    }
    if (sends.key !== key) {
      counts.drop(sends.key);
      Object.assign(sends, { key, isWarned: false });
    }
    sends.usedAtMs = nowMs;
    if (nowMs - sends.readAtMs >= FRESH_MS) void read(tenantId, sends, nowMs);
    return sends;
  }

  async function read(tenantId: string, sends: TenantSends, nowMs: number): Promise<void> {
    sends.readAtMs = nowMs;
    try {
      sends.amount = (await readAmount(tenantId)) ?? QUOTAS.sends_per_minute.default;
    } catch (error) {
      onError(error);
    }
  }

  const usedOf = ({ key }: TenantSends): number => counts.own(key) + counts.others(key);
  const waitFrom = (nowMs: number): number => (periodEndMs("sends_per_minute", nowMs) ?? nowMs) - nowMs;

  function look(tenantId: string, nowMs: number): { left: number; key: string } {
    const sends = sendsOf(tenantId, nowMs);
    return { left: Math.max(0, sends.amount - usedOf(sends)), key: sends.key };
  }

  return {
    take(tenantId, count) {
      const nowMs = clock.now();
      const { left, key } = look(tenantId, nowMs);
      const granted = Math.min(count, left);
      counts.set(key, counts.own(key) + granted);
      return { granted, waitMs: waitFrom(nowMs) };
    },
    look(tenantId) {
      const nowMs = clock.now();
      return { left: look(tenantId, nowMs).left, waitMs: waitFrom(nowMs) };
    },
    giveBack(tenantId, count) {
      const { key } = sendsOf(tenantId, clock.now());
      counts.set(key, Math.max(0, counts.own(key) - count));
    },
    async exchange() {
      const nowMs = clock.now();
      for (const [tenantId, sends] of tenants) {
        if (sends.key !== keyOf(tenantId, nowMs)) counts.drop(sends.key);
        if (nowMs - sends.usedAtMs >= IDLE_MS) tenants.delete(tenantId);
      }
      await counts.exchange();
      for (const [tenantId, sends] of tenants) {
        if (sends.isWarned || !isNearEnd({ used: usedOf(sends), amount: sends.amount })) continue;
        sends.isWarned = true;
        onNearEnd(tenantId);
      }
    },
  };
}
