import type { Redis, RedisOptions } from "ioredis";
import { createRedis } from "./client.ts";

const RECONNECT_MAX_MS = 2_000;
/**
 * A connection without any reply for so long, although commands were sent, is replaced. A half-open one would swallow every
 * command for a quarter of an hour, until TCP gives up: `commandTimeout` fails the command and keeps the connection.
 */
const SILENCE_MS = 2_000;

const common = {
  lazyConnect: true,
  connectTimeout: 3_000,
  retryStrategy: (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 6), RECONNECT_MAX_MS),
} satisfies Partial<RedisOptions>;

/** For commands: fails fast instead of queueing while Redis is away. */
export function connectCommands(url: string, onError: (error: Error) => void): Redis {
  const redis = createRedis(url, {
    ...common,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 1_000,
    socketTimeout: SILENCE_MS,
    // A resent PUBLISH would be a second message.
    autoResendUnfulfilledCommands: false,
  });
  redis.on("error", onError);
  return redis;
}

/** For SUBSCRIBE: waits for Redis as long as it takes. The caller repairs what was missed. */
export function connectSubscriber(url: string, onError: (error: Error) => void): Redis {
  const redis = createRedis(url, {
    ...common,
    maxRetriesPerRequest: null,
    // The caller subscribes again itself, because it must know when Redis has acknowledged it.
    autoResubscribe: false,
    keepAlive: 5_000,
  });
  redis.on("error", onError);
  return redis;
}

/** Resolves when connected; an unreachable Redis is retried in the background and only logged. */
export async function openRedis(redis: Redis): Promise<void> {
  await redis.connect().catch((error: unknown) => {
    if (redis.status === "end") throw error;
  });
}

/** `ok`, or what is wrong, within a second. */
export async function checkRedis(redis: Redis): Promise<string> {
  try {
    await redis.ping();
    return "ok";
  } catch (error) {
    return error instanceof Error ? error.message : "unreachable";
  }
}
