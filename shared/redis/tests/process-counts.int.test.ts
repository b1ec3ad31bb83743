import { testRedisUrl } from "@chorus/testing/test-redis";
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProcessCounts, readProcessCounts } from "../src/process-counts.ts";

let redis: Redis;
beforeAll(() => {
  redis = new Redis(testRedisUrl());
});
afterAll(() => redis.quit());

test("processes know each other's counts after an exchange, and one that goes is not counted for long", async () => {
  let nowMs = Date.now();
  const name = randomUUID();
  const start = (processId: string) => createProcessCounts(redis, { name, processId, now: () => nowMs });
  const [one, two] = [start("one"), start("two")];
  one.set("acme", 3);
  two.set("acme", 4);
  expect([one.others("acme"), two.others("acme")]).toEqual([0, 0]);
  await one.exchange();
  await two.exchange();
  await one.exchange();
  expect([one.own("acme"), one.others("acme"), two.others("acme")]).toEqual([3, 4, 3]);
  expect(await readProcessCounts(redis, { name, keys: ["acme", "other"], nowMs })).toEqual([7, 0]);
  // The second is gone without a word.
  nowMs += 10_000;
  await one.exchange();
  expect(one.others("acme")).toBe(0);
  one.drop("acme");
  await one.exchange();
  expect(await readProcessCounts(redis, { name, keys: ["acme"], nowMs })).toEqual([0]);
});
