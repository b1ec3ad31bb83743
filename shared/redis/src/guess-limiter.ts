import { AppError } from "@chorus/kernel/app-error";
import type { Redis } from "ioredis";
import { createLimiter, firstOver, giveBackAll, type Limiter, type LimiterOptions } from "./limiter.ts";

/** Until attempts that are being judged have ended. */
const IN_FLIGHT_RETRY_MS = 1_000;

/** Limits wrong guesses of a secret per key, however many are tried at once. */
export interface GuessLimiter {
  /** Wrong ones, and those that are being judged. */
  attempts: Limiter;
  /** Those that were found wrong. */
  failures: Limiter;
  points: number;
}

/** A limiter of guesses and its key. */
export type GuessShare = readonly [limiter: GuessLimiter, key: string];

/** An attempt that was let through. One that is never ended counts as wrong. */
export interface Attempt {
  /** It was wrong: it counts. */
  failed(): Promise<void>;
  /** It was right, or says nothing about the secret. */
  giveBack(): Promise<void>;
}

export function createGuessLimiter(redis: Redis, options: LimiterOptions): GuessLimiter {
  return {
    attempts: createLimiter(redis, options),
    failures: createLimiter(redis, { ...options, name: `${options.name}:wrong` }),
    points: options.points,
  };
}

/**
 * Counts an attempt before the secret is compared. Whoever is refused because of others that are being judged is told to come again in a
 * moment, as those may be right; who has guessed wrong too often waits for the end of the window.
 * @param detail told to whoever has guessed wrong too often
 * @throws AppError `rate_limited` with the time to wait
 */
export async function countGuess(shares: readonly GuessShare[], detail: string): Promise<Attempt> {
  const counted = shares.map(([{ attempts }, key]) => [attempts, key] as const);
  const over = await firstOver(counted);
  if (!over)
    return {
      failed: async () => void (await Promise.all(shares.map(([{ failures }, key]) => failures.count(key)))),
      giveBack: () => giveBackAll(counted),
    };
  if (await isUsedUp(shares[over.index]))
    throw new AppError("rate_limited", { detail, retryMs: Math.max(1, over.waitMs) });
  throw new AppError("rate_limited", {
    detail: "Too many attempts at the same moment. Try again in a second.",
    retryMs: IN_FLIGHT_RETRY_MS,
  });
}

async function isUsedUp(share: GuessShare | undefined): Promise<boolean> {
  if (!share) return false;
  const [{ failures, points }, key] = share;
  return (await failures.read(key)).used >= points;
}
