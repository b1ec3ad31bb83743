import type { Redis } from "ioredis";

/** Asks Redis whether anybody has subscribed to a channel. */
export function askForListeners(redis: Redis): (channel: string) => Promise<boolean> {
  return async (channel) => {
    const [, count] = (await redis.pubsub("NUMSUB", channel)) as [string, number];
    return count > 0;
  };
}
