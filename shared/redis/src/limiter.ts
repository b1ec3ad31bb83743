import { createHash } from "node:crypto";
import { AppError } from "@chorus/kernel/app-error";
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";

export interface LimiterOptions {
  /** What is counted; the beginning of its keys. */
  name: string;
  /** How many a window takes. */
  points: number;
  windowSeconds: number;
}

/** What one count came to. */
export interface Count {
  isWithin: boolean;
  /** In this window, this one included. */
  used: number;
  /** Until the window ends. */
  waitMs: number;
}

/**
 * How often something may happen for a key. Counting comes before the work, so that a thousand at once are a thousand; what
 * should not have counted is given back.
 */
export interface Limiter {
  /** @param options where they differ for this key */
  count(key: string, options?: { points?: number; windowSeconds?: number }): Promise<Count>;
  giveBack(key: string): Promise<void>;
}

/** While Redis is away each process counts for itself: nobody is locked out, and nothing is unlimited. */
export function createLimiter(redis: Redis, { name, points, windowSeconds }: LimiterOptions): Limiter {
  // The counter only counts; how many are too many is decided here.
  const counter = { keyPrefix: name, points: Number.MAX_SAFE_INTEGER, duration: windowSeconds };
  const counts = new RateLimiterRedis({
    ...counter,
    storeClient: redis,
    insuranceLimiter: new RateLimiterMemory(counter),
  });
  return {
    async count(key, own = {}) {
      const options = own.windowSeconds === undefined ? {} : { customDuration: own.windowSeconds };
      const { consumedPoints, msBeforeNext } = await counts.consume(hashed(key), 1, options);
      return { isWithin: consumedPoints <= (own.points ?? points), used: consumedPoints, waitMs: msBeforeNext };
    },
    async giveBack(key) {
      await counts.reward(hashed(key));
    },
  };
}

/** Keys hold addresses and names, which nobody should find in Redis. */
function hashed(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, 22);
}

/** A limiter with the key that it counts. */
export type Share = readonly [limiter: Limiter, key: string];

/**
 * Counts each of them in turn, the smallest share first: who is over their own takes nothing of what everybody shares.
 * @returns what gives all of it back
 * @throws AppError `rate_limited` with the time to wait
 */
export async function countAll(shares: readonly Share[], detail: string): Promise<() => Promise<void>> {
  for (const [limiter, key] of shares) {
    const { isWithin, waitMs } = await limiter.count(key);
    if (!isWithin) throw new AppError("rate_limited", { detail, retryMs: Math.max(1, waitMs) });
  }
  return async () => {
    await Promise.all(shares.map(([limiter, key]) => limiter.giveBack(key)));
  };
}
