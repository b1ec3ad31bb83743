import { publishTogether, type Publication } from "@chorus/redis/publish-together";
import type { Redis } from "ioredis";

/** Publishes messages in one round trip. @throws Error when any of them was not published */
export type Publish = (messages: readonly Publication[]) => Promise<void>;

export function publishTo(redis: Redis): Publish {
  return async (messages) => {
    if (messages.length > 0) await publishTogether(redis, messages);
  };
}

/** Whether a Redis channel has subscribers. */
export function askForListeners(redis: Redis): (channel: string) => Promise<boolean> {
  return async (channel) => {
    const [, count] = (await redis.pubsub("NUMSUB", channel)) as [string, number];
    return count > 0;
  };
}
