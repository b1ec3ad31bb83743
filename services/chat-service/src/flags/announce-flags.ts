import { channels } from "@chorus/contracts/bus/channels";
import type { Flags } from "@chorus/flags/open-flags";
import type { Logger } from "@chorus/observability/logger";
import type { Redis } from "ioredis";

/** Without Postgres or Redis the change is known at the next poll: it is stored, so nobody has to be told that it failed. */
export function announceFlags(parts: {
  flags: Pick<Flags, "refresh">;
  redis: Redis;
  logger: Logger;
}): () => Promise<void> {
  const { flags, redis, logger } = parts;
  return async () => {
    const results = await Promise.allSettled([flags.refresh(), redis.publish(channels.flags, "changed")]);
    for (const result of results)
      if (result.status === "rejected") logger.warn({ err: result.reason }, "a changed flag is known within 30 s");
  };
}
