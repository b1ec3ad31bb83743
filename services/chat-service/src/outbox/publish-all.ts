import { execAll } from "@chorus/redis/exec-all";
import type { Redis } from "ioredis";

/** Publishes messages in one round trip. @throws Error when any of them was not published */
export type Publish = (messages: readonly [channel: string, message: string | Buffer][]) => Promise<void>;

export function publishTo(redis: Redis): Publish {
  return async (messages) => {
    if (messages.length === 0) return;
    const pipeline = redis.pipeline();
    for (const [channel, message] of messages) pipeline.publish(channel, message);
    await execAll(pipeline);
  };
}

/** Whether a Redis channel has subscribers. */
export function askForListeners(redis: Redis): (channel: string) => Promise<boolean> {
  return async (channel) => {
    const [, count] = (await redis.pubsub("NUMSUB", channel)) as [string, number];
    return count > 0;
  };
}
