import { channels } from "@chorus/contracts/bus/channels";
import type { Logger } from "@chorus/observability/logger";
import type { Redis } from "ioredis";

/** Without Redis the change is known at the next poll: it is stored, so nobody has to be told that it failed. */
export function announceFlags({ redis, logger }: { redis: Redis; logger: Logger }): () => Promise<void> {
  return async () => {
    await redis.publish(channels.flags, "changed").catch((error: unknown) => {
      logger.warn({ err: error }, "a changed flag is known within 30 s");
    });
  };
}
