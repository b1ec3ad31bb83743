import { createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 3_600;

/** Once an hour and number, so that two programs do not answer each other. */
export interface SmsAnswerLimit {
  /** @returns false above the limit */
  count(number: string): Promise<boolean>;
  giveBack(number: string): Promise<void>;
}

export function createSmsAnswerLimit(redis: Redis): SmsAnswerLimit {
  const limiter = createLimiter(redis, { name: "sms-answer", points: 1, windowSeconds: WINDOW_SECONDS });
  return {
    async count(number) {
      const { isWithin } = await limiter.count(number);
      if (!isWithin) await limiter.giveBack(number);
      return isWithin;
    },
    giveBack: (number) => limiter.giveBack(number),
  };
}
