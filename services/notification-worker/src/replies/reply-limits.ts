import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

/** Nobody writes more mails than this about one thing; a program that answers us does. */
const PER_CONVERSATION_AND_HOUR = 20;
const HOUR_SECONDS = 3_600;

/** How many answers by mail one conversation takes. @returns false for one too many */
export type ReplyLimits = (conversationId: string) => Promise<boolean>;

export function createReplyLimits(redis: Redis): ReplyLimits {
  const options = { keyPrefix: "mail-reply", points: PER_CONVERSATION_AND_HOUR, duration: HOUR_SECONDS };
  // While Redis is away each worker counts for itself.
  const limiter = new RateLimiterRedis({
    ...options,
    storeClient: redis,
    insuranceLimiter: new RateLimiterMemory(options),
  });
  return async (conversationId) => {
    try {
      await limiter.consume(conversationId);
      return true;
    } catch (error) {
      if (error instanceof RateLimiterRes) return false;
      throw error;
    }
  };
}
