import { countAll, createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 3_600;
/** Enough to set up a channel; a test text message costs money. */
const PER_PERSON = 20;

/** Limits how often somebody sends themselves a test. @throws AppError `rate_limited` */
export type TestLimit = (tenantId: string, userId: string) => Promise<void>;

export function createTestLimit(redis: Redis): TestLimit {
  const limiter = createLimiter(redis, {
    name: "test-notification",
    points: PER_PERSON,
    windowSeconds: WINDOW_SECONDS,
  });
  return async (tenantId, userId) => {
    await countAll([[limiter, `${tenantId}:${userId}`]], "You have sent yourself several tests. Please wait an hour.");
  };
}
