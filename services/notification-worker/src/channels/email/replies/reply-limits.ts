import { createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

/** Nobody writes more mails than this about one thing; a program that answers us does. */
const PER_CONVERSATION_AND_HOUR = 20;
const HOUR_SECONDS = 3_600;

/** How many answers by mail one conversation takes. @returns false for one too many */
export type ReplyLimits = (conversationId: string) => Promise<boolean>;

export function createReplyLimits(redis: Redis): ReplyLimits {
  const limiter = createLimiter(redis, {
    name: "mail-reply",
    points: PER_CONVERSATION_AND_HOUR,
    windowSeconds: HOUR_SECONDS,
  });
  return async (conversationId) => (await limiter.count(conversationId)).isWithin;
}
