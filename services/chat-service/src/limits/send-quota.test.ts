import { periodOf } from "@chorus/contracts/quotas";
import type { ProcessCounts } from "@chorus/redis/process-counts";
import { expect, test } from "vitest";
import { createSendQuota } from "./send-quota.ts";

const MINUTE_MS = 60_000;

function countsOfOneProcess(): ProcessCounts {
  const counts = new Map<string, number>();
  return {
    own: (key) => counts.get(key) ?? 0,
    others: () => 0,
    set: (key, count) => void counts.set(key, count),
    drop: (key) => void counts.delete(key),
    exchange: async () => undefined,
  };
}

/** A tenant with `amount`, which is known. */
async function start(amount: number) {
  const clock = { nowMs: Date.UTC(2026, 10, 30, 12) };
  const warned: string[] = [];
  const answers: Promise<number>[] = [];
  const quota = createSendQuota({
    ...{ counts: countsOfOneProcess(), clock: { now: () => clock.nowMs } },
    readAmount: () => {
      const answer = Promise.resolve(amount);
      answers.push(answer);
      return answer;
    },
    keyOf: (tenantId, nowMs) => `${tenantId}:${periodOf("sends_per_minute", nowMs)}`,
    onNearEnd: (tenantId) => void warned.push(tenantId),
    onError: (error) => {
      throw error;
    },
  });
  quota.look("acme");
  await Promise.all(answers);
  await Promise.resolve();
  return { quota, clock, warned };
}

test("an amount holds from a minute's first send on, also when it is none", async () => {
  const { quota, clock } = await start(0);
  expect(quota.take("acme", 1).granted).toBe(0);
  clock.nowMs += MINUTE_MS;
  await quota.exchange();
  expect(quota.take("acme", 1).granted).toBe(0);
});

test("looking counts nothing, a minute begins anew, and what is given back may be taken", async () => {
  const { quota, clock } = await start(3);
  expect([quota.look("acme").left, quota.look("acme").left]).toEqual([3, 3]);
  expect(quota.take("acme", 5)).toEqual({ granted: 3, waitMs: MINUTE_MS });
  quota.giveBack("acme", 1);
  expect(quota.look("acme").left).toBe(1);
  clock.nowMs += MINUTE_MS;
  expect(quota.look("acme").left).toBe(3);
});

test("a minute that is nearly used up is said once, and of the next one again", async () => {
  const { quota, clock, warned } = await start(5);
  quota.take("acme", 3);
  await quota.exchange();
  expect(warned).toEqual([]);
  quota.take("acme", 1);
  await quota.exchange();
  await quota.exchange();
  expect(warned).toEqual(["acme"]);
  clock.nowMs += MINUTE_MS;
  quota.take("acme", 4);
  await quota.exchange();
  expect(warned).toEqual(["acme", "acme"]);
});
