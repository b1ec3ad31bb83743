import { createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

/** More than a person writes about one thing; a program that answers our mails exceeds it. */
const PER_CONVERSATION_AND_HOUR = 20;
const HOUR_SECONDS = 3_600;

/** Limits the replies by mail of one conversation. @returns false above the limit */
export type ReplyLimits = (conversationId: string) => Promise<boolean>;

export function createReplyLimits(redis: Redis): ReplyLimits {
  const limiter = createLimiter(redis, {
    name: "mail-reply",
    points: PER_CONVERSATION_AND_HOUR,
    windowSeconds: HOUR_SECONDS,
  });
  return async (conversationId) => (await limiter.count(conversationId)).isWithin;
}
