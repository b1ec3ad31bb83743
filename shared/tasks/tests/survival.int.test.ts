import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { until } from "@chorus/testing/until";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { completing } from "../src/testing/completing.ts";
import { startTaskWorld, type TaskWorld } from "../src/testing/task-world.ts";
import { openWakeUps } from "../src/wake-ups.ts";

const NAME = "notification.deliver";
let world: TaskWorld;
beforeAll(async () => {
  world = await startTaskWorld(0);
});
afterEach(() => world.clear());
afterAll(() => world[Symbol.asyncDispose]());

async function enqueueMany(tenantId: string, count: number) {
  await world.database.withSystem((tx) =>
    world.queue.enqueueAll(
      tx,
      Array.from({ length: count }, () => ({ tenantId, name: NAME, payload: { deliveryId: randomUUID() } })),
    ),
  );
}

async function progressOf(tenantId: string) {
  const tasks = await world.tasksOf(tenantId);
  const own = tasks.filter(({ name }) => name === NAME);
  const effects = tasks.filter(({ name }) => name === "notification.decide").map(({ payload }) => payload["subjectId"]);
  return { own, effects, open: own.filter((task) => task.finished_at === null).length };
}

test(
  "a worker killed with -9 in the middle and Redis emptied: every task is done, and has had its effect once",
  { timeout: 120_000 },
  async () => {
    const tenants = [world.tenant(), world.tenant(), world.tenant()];
    for (const tenantId of tenants) await enqueueMany(tenantId, 100);
    const script = fileURLToPath(new URL("../src/testing/worker-process.ts", import.meta.url));
    const victim = spawn(process.execPath, [script, world.testDatabase.url, world.redisUrl], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    const ended = once(victim, "exit");
    const doneOf = async () =>
      (await Promise.all(tenants.map(progressOf))).reduce((sum, { own, open }) => sum + own.length - open, 0);
    await until(async () => (await doneOf()) >= 40, { timeoutMs: 60_000 });
    victim.kill("SIGKILL");
    await ended;
    await world.emptyRedis();
    expect(await doneOf()).toBeLessThan(300);
    // What the dead one had begun is free when its lease is over.
    world.pass(60_000);
    const handlers = { [NAME]: { one: completing(world) } };
    world.run(handlers);
    world.run(handlers);
    await until(async () => (await doneOf()) === 300, { timeoutMs: 60_000 });
    for (const tenantId of tenants) {
      const { own, effects } = await progressOf(tenantId);
      expect(effects.toSorted()).toEqual(own.map(({ payload }) => payload["deliveryId"]).toSorted());
    }
  },
);

test("a Redis that is emptied while tasks wait and while they run loses none", async () => {
  const tenantId = world.tenant();
  const handlers = { [NAME]: { one: completing(world) } };
  await enqueueMany(tenantId, 50);
  world.run(handlers, { tuning: { concurrency: 2 } });
  await until(async () => (await progressOf(tenantId)).open < 45);
  await world.emptyRedis();
  await until(async () => (await progressOf(tenantId)).open === 0);
  expect((await progressOf(tenantId)).effects).toHaveLength(50);
});

test("however many tasks of a tenant wait, they are one wake-up, and another tenant's task is done after the next turn", async () => {
  const [flooding, other] = [world.tenant(), world.tenant()];
  await enqueueMany(flooding, 3_000);
  const order: string[] = [];
  const tuning = { concurrency: 1, fairness: { perBatch: 10 } };
  let hasAsked = false;
  world.run(
    {
      [NAME]: {
        async one({ tenantId }) {
          order.push(tenantId);
          if (hasAsked) return;
          hasAsked = true;
          const { database, queue } = world;
          await database.withTenant(other, (tx) => queue.enqueue(tx, NAME, { deliveryId: randomUUID() }));
        },
      },
    },
    { tuning },
  );
  await until(() => order.includes(other));
  expect(order.indexOf(other)).toBeLessThanOrEqual(4 * tuning.fairness.perBatch);
  const waiting = await world.redis.llen("chorus-tasks:notification-deliver:wait");
  expect(waiting).toBeLessThanOrEqual(2);
});

test("a tenant that is woken again and again waits once, and once more for what comes after its turn has begun", async () => {
  const wakeUps = openWakeUps(world.redisUrl, () => undefined);
  const wakeUp = { name: NAME, tenantId: world.tenant(), delayMs: 0 } as const;
  for (let round = 0; round < 20; round += 1) await wakeUps.send([wakeUp, wakeUp]);
  expect(await world.redis.llen("chorus-tasks:notification-deliver:wait")).toBe(1);
  await wakeUps.close();
});

test("a schedule's task is done once per interval, however many instances there are, and again after it has died", async () => {
  const name = "maintenance.prune";
  let runs = 0;
  let isBroken = false;
  const handlers = {
    [name]: {
      async one() {
        runs += 1;
        if (isBroken) throw new Error("broken");
      },
    },
  };
  const tuning = { schedule: { everyMs: 600_000 }, attempts: 1 };
  for (let instance = 0; instance < 2; instance += 1) world.run(handlers, { tuning });
  await until(() => runs === 1);
  const openTasks = async () => {
    const tasks = await world.tasksOf("00000000-0000-7000-8000-000000000000");
    return tasks.filter((task) => task.finished_at === null);
  };
  await until(async () => (await openTasks())[0]?.claimed_until === null);
  expect(await openTasks()).toHaveLength(1);
  isBroken = true;
  world.pass(600_000);
  const dead = async () => {
    const tasks = await world.tasksOf("00000000-0000-7000-8000-000000000000");
    return tasks.filter((task) => task.is_dead);
  };
  await until(async () => (await dead()).length > 0);
  isBroken = false;
  // The next look at the schedules; each instance looks when it comes to it, and may have done so already.
  const before = runs;
  world.pass(120_000);
  await until(() => runs > before);
  await until(async () => (await openTasks())[0]?.claimed_until === null);
  expect(await openTasks()).toHaveLength(1);
});
