import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from "vitest";
import { type JobQueues, openQueues } from "./queues.ts";
import { runWorkers } from "./workers.ts";

const NAME = "search.index";
const quiet = { concurrency: 1, onError: () => undefined, onFailed: () => undefined };
let redisUrl: string;
let redis: Redis;
let queues: JobQueues;

beforeAll(() => {
  const url = new URL(inject("chorusServers").redisUrl);
  url.pathname = "/13";
  redisUrl = url.href;
  redis = new Redis(redisUrl);
  queues = openQueues(redisUrl, () => undefined);
});
beforeEach(() => redis.flushdb());
afterAll(async () => {
  await queues.close();
  redis.disconnect();
});

const jobOf = (tenantId: string, jobId: string) => ({ payload: { tenantId, taskId: randomUUID() }, jobId });
const waitingOf = (tenantId: string) => redis.get(`chorus:turns:search-index:${tenantId}`);

test("a job that the queue knows is not counted again, however often it is asked for", async () => {
  const tenantId = randomUUID();
  const job = jobOf(tenantId, "a");
  for (let round = 0; round < 20; round += 1) await queues.enqueueAll(NAME, [job, jobOf(tenantId, "b")]);
  expect(await waitingOf(tenantId)).toBe("2");
  const done: string[] = [];
  const workers = runWorkers({ [NAME]: async ({ taskId }) => void done.push(taskId) }, { redisUrl, ...quiet });
  await vi.waitFor(() => expect(done).toHaveLength(2));
  await queues.enqueueAll(NAME, [job]);
  await workers.close();
  expect(await waitingOf(tenantId)).toBeNull();
});

test("a count that went wrong is forgotten, also while jobs come", async () => {
  const tenantId = randomUUID();
  await queues.enqueueAll(NAME, [jobOf(tenantId, "a")]);
  await redis.expire(`chorus:turns:search-index:${tenantId}`, 100);
  await queues.enqueueAll(NAME, [jobOf(tenantId, "b")]);
  expect(await redis.ttl(`chorus:turns:search-index:${tenantId}`)).toBeLessThanOrEqual(100);
});

test("everybody's first is done before anybody's second", async () => {
  const [many, one] = [randomUUID(), randomUUID()];
  await queues.enqueueAll(
    NAME,
    Array.from({ length: 50 }, (_, index) => jobOf(many, `m${index}`)),
  );
  await queues.enqueue(NAME, { tenantId: one, taskId: randomUUID() }, { jobId: "o" });
  const order: string[] = [];
  const workers = runWorkers({ [NAME]: async ({ tenantId }) => void order.push(tenantId) }, { redisUrl, ...quiet });
  await vi.waitFor(() => expect(order).toHaveLength(51));
  await workers.close();
  expect(order.indexOf(one)).toBeLessThan(3);
});

test("who is at work when the service goes is told to let go, and its job is taken by the next one", async () => {
  await queues.enqueueAll(NAME, [jobOf(randomUUID(), "a")]);
  let begun = 0;
  let putRight = 0;
  const workers = runWorkers(
    {
      [NAME]: async (_payload, signal) => {
        begun += 1;
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        putRight += 1;
      },
    },
    { redisUrl, ...quiet },
  );
  await vi.waitFor(() => expect(begun).toBe(1));
  const startMs = performance.now();
  await workers.close();
  expect(performance.now() - startMs).toBeLessThan(4_000);
  expect(putRight).toBe(1);
  const next = runWorkers({ [NAME]: async () => void (begun += 1) }, { redisUrl, ...quiet });
  await vi.waitFor(() => expect(begun).toBe(2), { timeout: 10_000 });
  await next.close();
});

test("a handler that heeds no signal does not hold up the end", async () => {
  await queues.enqueueAll(NAME, [jobOf(randomUUID(), "a")]);
  let begun = 0;
  const workers = runWorkers(
    { [NAME]: () => ((begun += 1), new Promise<void>(() => undefined)) },
    { redisUrl, ...quiet },
  );
  await vi.waitFor(() => expect(begun).toBe(1));
  const startMs = performance.now();
  await workers.close();
  expect(performance.now() - startMs).toBeLessThan(5_000);
});
