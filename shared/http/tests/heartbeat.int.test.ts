import { findFreePort } from "@chorus/servers/ports";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { readHeartbeats, startHeartbeat } from "../src/heartbeat.ts";

test("while Redis is away nobody is taken for silent: it cannot be read", async () => {
  const redis = new Redis(await findFreePort(), "127.0.0.1", { enableOfflineQueue: false, lazyConnect: true });
  redis.on("error", () => undefined);
  await expect(readHeartbeats(redis)).rejects.toThrow("Stream isn't writeable");
  redis.disconnect();
});

test("who was silent for too long is forgotten by whoever goes on", async () => {
  const redis = new Redis(testRedisUrl());
  const killed = JSON.stringify({ atMs: Date.now() - 60_000, isReady: true, checks: {} });
  await redis.hset("health:assistant", "killed", killed);
  const end = startHeartbeat({
    ...{ redis, service: "assistant", state: () => ({ service: "assistant", draining: false }) },
    check: async () => ({ redis: "ok" }),
  });
  await expect.poll(() => redis.hexists("health:assistant", "killed")).toBe(0);
  const { instances } = (await readHeartbeats(redis)).find(({ service }) => service === "assistant") ?? {};
  expect(instances).toMatchObject([{ isReady: true, checks: { redis: "ok" } }]);
  await end();
  expect(await redis.hlen("health:assistant")).toBe(0);
  await redis.quit();
});
