import { randomUUID } from "node:crypto";
import { type Database, openDatabase } from "@chorus/database/database";
import { systemIds } from "@chorus/kernel/ids";
import { createLogger } from "@chorus/observability/logger";
import { createMetrics } from "@chorus/observability/metrics";
import { createTestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { SYSTEM_TENANT, type TaskName } from "@chorus/contracts/tasks";
import { Redis } from "ioredis";
import { type RunningTasks, runTasks, type TasksOptions } from "../run-tasks.ts";
import type { TaskHandlers } from "../task-handlers.ts";
import { openTaskQueue } from "../task-queue.ts";
import { QUEUE_PREFIX } from "../wake-ups.ts";

/** A database of its own, an emptied wake-up queue, and a clock that can be moved forward. */
export async function startTaskWorld(redisDatabase: number) {
  const url = new URL(testRedisUrl());
  url.pathname = `/${redisDatabase}`;
  const redisUrl = url.href;
  const redis = new Redis(redisUrl);
  const emptyRedis = async () => {
    const keys = await redis.keys(`${QUEUE_PREFIX}:*`);
    if (keys.length > 0) await redis.del(keys);
  };
  await emptyRedis();
  const testDatabase = await createTestDatabase();
  const problems: Error[] = [];
  const database: Database = openDatabase({
    ...{ url: testDatabase.url, poolSize: 10, applicationName: "tasks" },
    onError: (error) => problems.push(error),
  });
  let offsetMs = 0;
  const clock = { now: () => Date.now() + offsetMs };
  const queue = openTaskQueue({ redisUrl, clock, ids: systemIds, onError: (error) => problems.push(error) });
  const running: RunningTasks[] = [];
  const tenants = new Set<string>();
  return {
    emptyRedis,
    /** A tenant whose tasks are deleted with the test. */
    tenant(): string {
      const id = randomUUID();
      tenants.add(id);
      return id;
    },
    ...{ testDatabase, database, queue, redis, redisUrl, clock },
    pass(durationMs: number) {
      offsetMs += durationMs;
    },
    /** As one more instance of a service would. */
    run<Names extends TaskName>(handlers: TaskHandlers<Names>, more: Partial<TasksOptions<Names>> = {}): RunningTasks {
      const tasks = runTasks({
        ...{ handlers, database, queue, redisUrl, clock, sweepEveryMs: 20, random: () => 0 },
        logger: createLogger({ service: "tasks", level: "silent", pretty: false }),
        metrics: createMetrics("tasks"),
        ...more,
      });
      running.push(tasks);
      return tasks;
    },
    /** The tasks in Postgres, oldest first. */
    tasksOf(tenantId: string) {
      return database.readTenant(tenantId, (tx) => tx.selectFrom("tasks").selectAll().orderBy("id").execute());
    },
    async stopAll() {
      await Promise.all(running.splice(0).map((tasks) => tasks.stop()));
    },
    async clear() {
      await this.stopAll();
      for (const tenantId of [...tenants, SYSTEM_TENANT]) {
        await database.withTenant(tenantId, (tx) => tx.deleteFrom("tasks").execute());
      }
      tenants.clear();
      await emptyRedis();
    },
    async [Symbol.asyncDispose]() {
      await this.stopAll();
      await queue.close();
      redis.disconnect();
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}
export type TaskWorld = Awaited<ReturnType<typeof startTaskWorld>>;
