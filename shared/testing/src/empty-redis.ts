import { Redis } from "ioredis";
import { inject } from "vitest";
import "./provided.ts";
import { testRedisUrl } from "./test-redis.ts";

/**
 * Vitest's setup of each integration file: the worker's Redis is emptied, so that a limit one file has used up shuts nobody out of the next.
 * A server from outside may be somebody else's, too, and keeps what it has.
 */
if (inject("chorusServers").ownRedis) {
  const redis = new Redis(testRedisUrl());
  await redis.flushall();
  redis.disconnect();
}
