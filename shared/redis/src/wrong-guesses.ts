import { AppError } from "@chorus/kernel/app-error";
import type { Redis } from "ioredis";
import { createLimiter, type LimiterOptions } from "./limiter.ts";

/** Limits wrong guesses of a secret that is compared at once: right ones are not counted, however many come together. */
export interface WrongGuesses {
  /**
   * @param detail told to whoever was wrong too often, and then also if they are right
   * @throws AppError `rate_limited` with the time to wait
   */
  judge(key: string, isRight: boolean, detail: string): Promise<void>;
}

export function createWrongGuesses(redis: Redis, options: LimiterOptions): WrongGuesses {
  const wrong = createLimiter(redis, options);

  async function isOver(key: string, isRight: boolean): Promise<{ isOver: boolean; waitMs: number }> {
    // Asked over the connection by which wrong ones before it were counted, it counts all of them.
    const { used, waitMs } = isRight ? await wrong.read(key) : await wrong.count(key);
    return { isOver: used >= options.points + (isRight ? 0 : 1), waitMs };
  }

  return {
    async judge(key, isRight, detail) {
      const found = await isOver(key, isRight);
      if (found.isOver) throw new AppError("rate_limited", { detail, retryMs: Math.max(1, found.waitMs) });
    },
  };
}
