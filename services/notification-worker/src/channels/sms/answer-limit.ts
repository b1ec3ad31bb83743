import { createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 3_600;

/** Once an hour and number, so that two programs do not answer each other. @returns false above the limit */
export type SmsAnswerLimit = (number: string) => Promise<boolean>;

export function createSmsAnswerLimit(redis: Redis): SmsAnswerLimit {
  const limiter = createLimiter(redis, { name: "sms-answer", points: 1, windowSeconds: WINDOW_SECONDS });
  return async (number) => (await limiter.count(number)).isWithin;
}
