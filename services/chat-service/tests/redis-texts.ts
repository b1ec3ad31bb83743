import { Redis } from "ioredis";

/** Every key of a Redis with all it holds, as texts. */
export async function redisTexts(url: string): Promise<string[]> {
  const redis = new Redis(url);
  try {
    const texts: string[] = [];
    for await (const page of redis.scanStream({ count: 1_000 })) {
      for (const key of page as string[]) texts.push(`${key} ${await valueOf(redis, key)}`);
    }
    return texts;
  } finally {
    redis.disconnect();
  }
}

async function valueOf(redis: Redis, key: string): Promise<string> {
  // Others use the same Redis: a key may be gone by now, or be another.
  const type = await redis.type(key);
  const read: Record<string, () => Promise<unknown>> = {
    string: () => redis.get(key),
    hash: () => redis.hgetall(key),
    list: () => redis.lrange(key, 0, -1),
    set: () => redis.smembers(key),
    zset: () => redis.zrange(key, "0", "-1"),
    stream: () => redis.xrange(key, "-", "+"),
    none: async () => null,
  };
  return JSON.stringify((await read[type]?.()) ?? null);
}
