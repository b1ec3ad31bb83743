import type { Redis } from "ioredis";

/** One round trip. @throws Error when any of them was not published */
export async function publishAll(redis: Redis, messages: readonly [channel: string, message: object][]): Promise<void> {
  if (messages.length === 0) return;
  const pipeline = redis.pipeline();
  for (const [channel, message] of messages) pipeline.publish(channel, JSON.stringify(message));
  const results = await pipeline.exec();
  const failed = results?.find(([error]) => error);
  if (failed?.[0]) throw failed[0];
}
