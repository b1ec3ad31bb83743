import { createHash } from "node:crypto";
import { AppError } from "@chorus/kernel/app-error";
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";

export interface LimiterOptions {
  /** The prefix of its keys. */
  name: string;
  /** Allowed count per window. */
  points: number;
  windowSeconds: number;
}

/** The result of one count. */
export interface Count {
  isWithin: boolean;
  /** Count in this window, including this one. */
  used: number;
  /** Time until the window ends. */
  waitMs: number;
}

/**
 * A rate limit per key. The count comes before the work, so that a thousand concurrent calls count as a thousand; it can be
 * undone afterwards.
 */
export interface Limiter {
  /** @param options override the limiter's for this key */
  count(key: string, options?: { points?: number; windowSeconds?: number }): Promise<Count>;
  giveBack(key: string): Promise<void>;
  /** The count in this window and how long that lasts; counts nothing. */
  read(key: string): Promise<Omit<Count, "isWithin">>;
}

/** While Redis is unreachable each process counts for itself: nobody is locked out, and nothing is unlimited. */
export function createLimiter(redis: Redis, { name, points, windowSeconds }: LimiterOptions): Limiter {
  // The counter only counts; the limit is compared here.
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
      const { consumedPoints } = await counts.reward(hashed(key));
      // Its window has ended meanwhile: the next one does not begin with more than there is.
      if (consumedPoints < 0) await counts.penalty(hashed(key));
    },
    async read(key) {
      const found = await counts.get(hashed(key));
      return { used: found?.consumedPoints ?? 0, waitMs: Math.max(0, found?.msBeforeNext ?? 0) };
    },
  };
}

/** Hashed, because keys contain addresses and names. */
function hashed(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, 22);
}

/** A limiter and its key. */
export type Share = readonly [limiter: Limiter, key: string];

/**
 * Counts each of them in turn, the narrowest first, so that whoever exceeds their own limit uses up nothing of shared ones. What is refused
 * is counted nowhere.
 * @returns the place of the first that is over and how long it lasts; null when all are counted
 */
export async function firstOver(shares: readonly Share[]): Promise<{ index: number; waitMs: number } | null> {
  for (const [index, [limiter, key]] of shares.entries()) {
    const { isWithin, waitMs } = await limiter.count(key);
    if (isWithin) continue;
    await giveBackAll(shares.slice(0, index + 1));
    return { index, waitMs };
  }
  return null;
}

export async function giveBackAll(shares: readonly Share[]): Promise<void> {
  await Promise.all(shares.map(([limiter, key]) => limiter.giveBack(key)));
}

/**
 * The same, as an error for whoever asks.
 * @returns undoes all counts
 * @throws AppError `rate_limited` with the time to wait
 */
export async function countAll(shares: readonly Share[], detail: string): Promise<() => Promise<void>> {
  const over = await firstOver(shares);
  if (over) throw new AppError("rate_limited", { detail, retryMs: Math.max(1, over.waitMs) });
  return () => giveBackAll(shares);
}
