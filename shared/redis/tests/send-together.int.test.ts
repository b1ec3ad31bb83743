import { randomUUID } from "node:crypto";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { publishTogether } from "../src/publish-together.ts";
import { sendTogether } from "../src/send-together.ts";

let redis: Redis;
beforeAll(async () => {
  redis = new Redis(testRedisUrl());
  await redis.ping();
});
afterAll(() => redis.quit());

const key = (): string => `together:${randomUUID()}`;

test("commands leave in one piece, and their answers come in order", async () => {
  const writes = vi.spyOn(redis.stream, "_writev");
  const single = vi.spyOn(redis.stream, "_write");
  const name = key();
  const answers = await sendTogether(redis, () => [redis.set(name, "1"), redis.incr(name), redis.get(name)]);
  expect(answers).toEqual(["OK", 2, "2"]);
  expect([writes.mock.calls.length, single.mock.calls.length]).toEqual([1, 0]);
  await redis.del(name);
});

test("one that fails is thrown, and what comes after goes on", async () => {
  const name = key();
  await redis.set(name, "no number");
  await expect(sendTogether(redis, () => [redis.incr(name), redis.get(name)])).rejects.toThrow("not an integer");
  expect(await sendTogether(redis, () => [redis.getdel(name)])).toEqual(["no number"]);
});

test("before there is a connection they wait for it", async () => {
  const lazy = new Redis(testRedisUrl(), { lazyConnect: true });
  const name = key();
  expect(await sendTogether(lazy, () => [lazy.set(name, "1", "EX", 60), lazy.get(name)])).toEqual(["OK", "1"]);
  await lazy.quit();
});

test("publications arrive in their order, text and bytes", async () => {
  const channel = key();
  const reader = new Redis(testRedisUrl());
  await reader.subscribe(channel);
  const heard: string[] = [];
  reader.on("message", (_channel, message: string) => heard.push(message));
  await publishTogether(redis, [
    [channel, "grüße"],
    [channel, Buffer.from("zwei")],
    [channel, "3"],
  ]);
  await expect.poll(() => heard).toEqual(["grüße", "zwei", "3"]);
  await reader.quit();
});
