import { randomUUID } from "node:crypto";
import { until } from "@chorus/testing/until";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ClaimedTask, lockTask, TaskLostError, TaskPostponed } from "../src/claimed-task.ts";
import { continueTasks, finishTasks } from "../src/settle-tasks.ts";
import { startTaskWorld, type TaskWorld } from "../src/testing/task-world.ts";

const NAME = "notification.deliver";
const HOUR_MS = 3_600_000;
let world: TaskWorld;
beforeAll(async () => {
  world = await startTaskWorld(2);
});
afterEach(() => world.clear());
afterAll(() => world[Symbol.asyncDispose]());

type Deliver = ClaimedTask<typeof NAME>;
const payload = () => ({ deliveryId: randomUUID() });
const enqueue = (tenantId: string, options: Parameters<TaskWorld["queue"]["enqueue"]>[3] = {}) =>
  world.database.withTenant(tenantId, (tx) => world.queue.enqueue(tx, NAME, payload(), options));
const finished = (tenantId: string) =>
  until(async () => {
    const tasks = await world.tasksOf(tenantId);
    return tasks.length > 0 && tasks.every((task) => task.finished_at !== null) ? tasks : undefined;
  });
const hang = (signal: AbortSignal) => new Promise<void>((_, reject) => signal.addEventListener("abort", reject));

test("what a rolled back transaction has enqueued is not done; what is committed is, once", async () => {
  const tenantId = world.tenant();
  const done: string[] = [];
  world.run({ [NAME]: { one: async ({ id }) => void done.push(id) } });
  const refused = world.database.withTenant(tenantId, async (tx) => {
    await world.queue.enqueue(tx, NAME, payload());
    throw new Error("changed my mind");
  });
  await expect(refused).rejects.toThrow("changed my mind");
  const { id } = await enqueue(tenantId);
  const [task] = await finished(tenantId);
  expect(task).toMatchObject({ id, outcome: "done", attempts: 0, is_dead: false });
  expect(done).toEqual([id]);
});

test("a failed task is tried again after its pause, ends as a dead letter at the cap and holds up nobody else", async () => {
  const [poisoned, healthy] = [world.tenant(), world.tenant()];
  const handler = {
    one: async ({ tenantId }: Deliver) => {
      if (tenantId === poisoned) throw new RangeError("Mars/Base");
    },
  };
  world.run({ [NAME]: handler }, { tuning: { attempts: 3 } });
  await enqueue(poisoned);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await until(async () => (await world.tasksOf(poisoned))[0]?.attempts === attempt);
    await until(async () => (await world.tasksOf(poisoned))[0]?.claimed_until === null);
    await enqueue(healthy);
    await finished(healthy);
    world.pass(HOUR_MS);
  }
  const [task] = await finished(poisoned);
  expect(task).toMatchObject({ is_dead: true, attempts: 3, last_error: "RangeError", outcome: null });
});

test("a payload that no handler understands ends as a dead letter, and the handler never sees it", async () => {
  const tenantId = world.tenant();
  const { id } = await enqueue(tenantId, { dueMs: world.clock.now() + HOUR_MS });
  await world.database.withTenant(tenantId, (tx) =>
    tx
      .updateTable("tasks")
      .set({ payload: JSON.stringify({ of: "an old version" }) })
      .where("id", "=", id)
      .execute(),
  );
  world.pass(HOUR_MS);
  let seen = 0;
  world.run({ [NAME]: { one: async () => void (seen += 1) } }, { tuning: { attempts: 1 } });
  expect(await finished(tenantId)).toMatchObject([{ is_dead: true, last_error: "ZodError" }]);
  expect(seen).toBe(0);
});

test("what is asked for with the same key while it is open is one task; afterwards it is another", async () => {
  const tenantId = world.tenant();
  const first = await enqueue(tenantId, { dedupKey: "a", dueMs: world.clock.now() + HOUR_MS, firstSeq: 7 });
  const second = await enqueue(tenantId, { dedupKey: "a", firstSeq: 5 });
  expect(second).toMatchObject({ id: first.id, isNew: false });
  world.run({ [NAME]: { one: async ({ firstSeq }) => `from ${firstSeq}` } });
  expect(await finished(tenantId)).toMatchObject([{ id: first.id, outcome: "from 5" }]);
  expect(await enqueue(tenantId, { dedupKey: "a" })).toMatchObject({ isNew: true });
});

test("what is asked for again while it is being done is done again", async () => {
  const tenantId = world.tenant();
  let runs = 0;
  const handler = {
    one: async () => {
      runs += 1;
      if (runs === 1) await enqueue(tenantId, { dedupKey: "b" });
    },
  };
  world.run({ [NAME]: handler });
  await enqueue(tenantId, { dedupKey: "b" });
  await finished(tenantId);
  expect(runs).toBe(2);
});

test("who locks a task knows all that was asked until then, and finishes it with the answer", async () => {
  const tenantId = world.tenant();
  let runs = 0;
  const handler = {
    one: async (task: Deliver) => {
      runs += 1;
      await enqueue(tenantId, { dedupKey: "c", firstSeq: 1 });
      await world.database.withTenant(tenantId, async (tx) => {
        const locked = await lockTask(tx, task);
        const open = await finishTasks(tx, [{ task: locked, outcome: `${locked.firstSeq}` }], world.clock.now());
        expect([...open]).toEqual([]);
      });
    },
  };
  world.run({ [NAME]: handler });
  await enqueue(tenantId, { dedupKey: "c", firstSeq: 2 });
  expect(await finished(tenantId)).toMatchObject([{ outcome: "1" }]);
  expect(runs).toBe(1);
});

test("a task waits for its time, also one that its handler has put off", async () => {
  const tenantId = world.tenant();
  let runs = 0;
  const handler = {
    one: async (task: Deliver) => {
      runs += 1;
      if (runs === 2) throw new TaskPostponed(HOUR_MS);
      if (runs > 2) return;
      await world.database.withTenant(tenantId, (tx) =>
        continueTasks(tx, [{ task, dueMs: world.clock.now() + HOUR_MS }], world.clock.now()),
      );
    },
  };
  world.run({ [NAME]: handler });
  await enqueue(tenantId, { dueMs: world.clock.now() + HOUR_MS });
  for (let hour = 1; hour <= 3; hour += 1) {
    expect(runs).toBe(hour - 1);
    world.pass(HOUR_MS + 1);
    await until(() => runs === hour);
    await until(async () => (await world.tasksOf(tenantId))[0]?.claimed_until === null);
  }
  expect(await finished(tenantId)).toMatchObject([{ attempts: 0, outcome: "done" }]);
});

test("requests that may settle put each other off up to their limit, and one that may not is not kept waiting", async () => {
  const tenantId = world.tenant();
  const nowMs = world.clock.now();
  const ask = (afterMs: number, settles: boolean) =>
    enqueue(tenantId, {
      ...{ dedupKey: "d", dueMs: nowMs + afterMs },
      ...(settles ? { settlesByMs: nowMs + 10 * HOUR_MS } : {}),
    });
  expect((await ask(2 * HOUR_MS, true)).dueMs).toBe(nowMs + 2 * HOUR_MS);
  expect((await ask(8 * HOUR_MS, true)).dueMs).toBe(nowMs + 8 * HOUR_MS);
  expect((await ask(50 * HOUR_MS, true)).dueMs).toBe(nowMs + 10 * HOUR_MS);
  expect((await ask(HOUR_MS, false)).dueMs).toBe(nowMs + HOUR_MS);
  expect((await ask(9 * HOUR_MS, true)).dueMs).toBe(nowMs + HOUR_MS);
});

test("a handler that takes too long has failed, whether it listens or not, and cannot finish any more", async () => {
  const tenantId = world.tenant();
  let lateResult: unknown;
  let runs = 0;
  const handler = {
    one: async (task: Deliver, signal: AbortSignal) => {
      runs += 1;
      if (runs > 1) return;
      await hang(signal).catch(() => undefined);
      await until(async () => (await world.tasksOf(tenantId))[0]?.claimed_until === null);
      lateResult = await world.database
        .withTenant(tenantId, (tx) => finishTasks(tx, [{ task, outcome: "late" }], world.clock.now()))
        .catch((error: unknown) => error);
    },
  };
  world.run({ [NAME]: handler }, { tuning: { timeoutMs: 50 } });
  await enqueue(tenantId);
  await until(() => lateResult);
  expect(lateResult).toBeInstanceOf(TaskLostError);
  expect((await world.tasksOf(tenantId))[0]).toMatchObject({
    attempts: 1,
    finished_at: null,
    last_error: "TimeoutError",
  });
  world.pass(HOUR_MS);
  expect(await finished(tenantId)).toMatchObject([{ outcome: "done" }]);
});

test("urgent tasks of a tenant come before its others", async () => {
  const tenantId = world.tenant();
  for (const priority of [2, 1, 0] as const) await enqueue(tenantId, { priority });
  const order: string[] = [];
  world.run({ [NAME]: { one: async ({ id }) => void order.push(id) } }, { tuning: { concurrency: 1 } });
  const tasks = await finished(tenantId);
  expect(order).toEqual(tasks.toSorted((left, right) => left.priority - right.priority).map(({ id }) => id));
});

test("of a turn that fails together, each is tried alone: one that cannot be done takes nobody along", async () => {
  const tenantId = world.tenant();
  const tasks = [await enqueue(tenantId), await enqueue(tenantId), await enqueue(tenantId)];
  const poisoned = tasks[1]?.id;
  const sizes: number[] = [];
  const handler = {
    together: async (batch: Deliver[]) => {
      sizes.push(batch.length);
      if (batch.some(({ id }) => id === poisoned)) throw new Error("poison");
    },
  };
  world.run({ [NAME]: handler }, { tuning: { fairness: { perBatch: 10 }, attempts: 1 } });
  const ended = await finished(tenantId);
  expect(ended.map(({ id, is_dead }) => [id, is_dead])).toEqual(tasks.map(({ id }) => [id, id === poisoned]));
  expect(sizes).toEqual([3, 1, 1, 1]);
});

test("a stop tells who is at work to stop, and somebody else begins at once, with the same attempt", async () => {
  const tenantId = world.tenant();
  const attempts: number[] = [];
  const handler = {
    one: async (task: Deliver, signal: AbortSignal) => {
      attempts.push(task.attempts);
      if (attempts.length === 1) await hang(signal);
    },
  };
  const first = world.run({ [NAME]: handler });
  await enqueue(tenantId);
  await until(() => attempts.length === 1);
  await first.stop();
  world.run({ [NAME]: handler });
  await finished(tenantId);
  expect(attempts).toEqual([1, 1]);
});

test("finished tasks go after their retention, dead letters stay longer", async () => {
  const tenantId = world.tenant();
  const handler = {
    one: async (task: Deliver) => {
      if (task.firstSeq === 1) throw new Error("poison");
    },
  };
  const once = world.run({ [NAME]: handler }, { tuning: { attempts: 1 } });
  await enqueue(tenantId, { firstSeq: 1 });
  await enqueue(tenantId, { firstSeq: 2 });
  await finished(tenantId);
  await once.stop();
  world.pass(48 * HOUR_MS);
  world.run({ [NAME]: handler }, { tuning: { retentionMs: 24 * HOUR_MS } });
  await until(async () => (await world.tasksOf(tenantId)).length === 1);
  expect(await world.tasksOf(tenantId)).toMatchObject([{ is_dead: true }]);
});
