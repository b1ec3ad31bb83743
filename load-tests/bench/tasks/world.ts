import { randomUUID } from "node:crypto";
import { type Database, openDatabase } from "@chorus/database/database";
import { systemClock } from "@chorus/kernel/clock";
import { systemIds } from "@chorus/kernel/ids";
import { createLogger } from "@chorus/observability/logger";
import { createMetrics } from "@chorus/observability/metrics";
import { runTasks, type RunningTasks } from "@chorus/tasks/run-tasks";
import { openTaskQueue, type TaskQueue } from "@chorus/tasks/task-queue";
import type { TaskHandler } from "@chorus/tasks/task-handlers";
import { Redis } from "ioredis";
import { createBenchCleanup } from "../world/bench-cleanup.ts";
import { startBenchServers } from "../world/bench-servers.ts";

export const NAME = "notification.deliver";

export interface TaskBench extends AsyncDisposable {
  adminUrl: string;
  redisUrl: string;
  owner: Database;
  database: Database;
  queue: TaskQueue;
  redis: Redis;
  run(handler: TaskHandler<typeof NAME>, tuning: { concurrency: number; perBatch: number }): RunningTasks;
  enqueue(tenantId: string, count: number): Promise<void>;
  open(): Promise<number>;
}

/** Postgres with fsync, as in production, and Redis, on the loopback, until it is disposed of. */
export async function startTaskBench(): Promise<TaskBench> {
  const cleanup = createBenchCleanup();
  const onError = (error: Error) => console.error(error.message);
  const { postgres, redis: server, databaseUrl } = await startBenchServers(cleanup);
  const open = (url: string) => openDatabase({ url, poolSize: 16, applicationName: "bench", onError });
  const [owner, database] = [open(postgres.adminUrl), open(databaseUrl)];
  cleanup.defer(() => owner.close());
  cleanup.defer(() => database.close());
  const queue = openTaskQueue({ redisUrl: server.url, clock: systemClock, ids: systemIds, onError });
  cleanup.defer(() => queue.close());
  const redis = new Redis(server.url);
  cleanup.defer(async () => redis.disconnect());
  return {
    ...{ adminUrl: postgres.adminUrl, redisUrl: server.url, owner, database, queue, redis },
    run: (handler, { concurrency, perBatch }) =>
      runTasks({
        handlers: { [NAME]: handler },
        ...{ database, queue, redisUrl: server.url, clock: systemClock, random: Math.random, sweepEveryMs: 1_000 },
        logger: createLogger({ service: "bench", level: "error", pretty: false }),
        metrics: createMetrics("bench"),
        tuning: { concurrency, fairness: { perBatch } },
      }),
    async enqueue(tenantId, count) {
      const tasks = Array.from({ length: count }, () => ({
        ...{ tenantId, name: NAME },
        payload: { deliveryId: randomUUID() },
      })) as Parameters<TaskQueue["enqueueAll"]>[1];
      queue.wake(await database.withSystem((tx) => queue.enqueueAll(tx, tasks)));
    },
    async open() {
      const [row] = await owner.statement<{ open: number }>(
        "",
        "select count(*)::int as open from tasks where finished_at is null",
        [],
      );
      return row?.open ?? 0;
    },
    [Symbol.asyncDispose]: () => cleanup.run(),
  };
}
