import { setMaxListeners } from "node:events";
import { TASKS, type TaskName } from "@chorus/contracts/tasks";
import type { TaskDefinition } from "@chorus/contracts/define-task";
import type { Database } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import type { Logger } from "@chorus/observability/logger";
import type { Metrics } from "@chorus/observability/metrics";
import { noTracing, type Tracing } from "@chorus/observability/tracing";
import { createRedis } from "@chorus/redis/client";
import { Worker } from "bullmq";
import { periodically } from "./periodically.ts";
import { createSweep } from "./sweep.ts";
import { runBatch } from "./run-batch.ts";
import { createTaskEvents } from "./task-events.ts";
import type { TaskHandler, TaskHandlers } from "./task-handlers.ts";
import type { TaskQueue } from "./task-queue.ts";
import { openWakeUps, QUEUE_PREFIX, queueNameOf } from "./wake-ups.ts";

export interface TasksOptions<Names extends TaskName> {
  handlers: TaskHandlers<Names>;
  database: Database;
  queue: TaskQueue;
  redisUrl: string;
  clock: Clock;
  /** 0 to 1, for jitter. */
  random: () => number;
  logger: Logger;
  metrics: Metrics;
  /** Records attempts; absent where nothing is. */
  tracing?: Tracing;
  /** The longest that a tenant waits after a lost wake-up. */
  sweepEveryMs: number;
  /** Overrides the definitions. */
  tuning?: Partial<
    Pick<TaskDefinition, "concurrency" | "attempts" | "timeoutMs" | "fairness" | "retentionMs" | "schedule">
  >;
}

export interface RunningTasks {
  /**
   * Claims nothing more, lets running handlers work for two seconds and then aborts them: their tasks are due at once for another
   * worker. Does not wait for an unreachable Redis.
   */
  stop(): Promise<void>;
}

/** Longer than the ten seconds that a worker may wait for its next job in one command. */
const SILENCE_MS = 15_000;
const GRACE_MS = 2_000;
/** For the cleanup of aborted handlers. */
const STOPPING_MS = 2_000;

/** Runs the tasks of `handlers`: wake-ups in Redis give the order of tenants, Postgres has the tasks. */
export function runTasks<Names extends TaskName>(options: TasksOptions<Names>): RunningTasks {
  const { handlers, database, queue, redisUrl, clock, random, logger, tracing = noTracing, sweepEveryMs } = options;
  const names = Object.keys(handlers) as Names[];
  const events = createTaskEvents(logger, options.metrics, names);
  const definitionOf = (name: TaskName): TaskDefinition<TaskName> => ({ ...TASKS[name], ...options.tuning });
  const stopping = new AbortController();
  // Every running task listens to it.
  setMaxListeners(0, stopping.signal);
  const atWork = new Set<Promise<void>>();
  const parts = { database, clock, random, events, tracing, stopping: stopping.signal, wake };
  // A worker waits for Redis as long as it takes.
  const connection = createRedis(redisUrl, { maxRetriesPerRequest: null, socketTimeout: SILENCE_MS });
  connection.on("error", events.connection);
  const workers = names.map((name) => runWorker(name, handlers[name]));
  const wakeUps = openWakeUps(redisUrl, events.connection);
  const sweep = createSweep({
    definitions: names.map(definitionOf),
    database,
    clock,
    queue,
    wakeUps,
    events,
    aheadMs: sweepEveryMs * 1.5,
  });
  const sweeping = periodically({
    ...{ name: "task sweep", everyMs: sweepEveryMs, logger },
    work: async (signal) => {
      await sweep(signal);
      return false;
    },
  });
  sweeping.nudge();

  function wake(task: Parameters<TaskQueue["wake"]>[0][number]): void {
    if (!stopping.signal.aborted) queue.wake([task]);
  }

  function runWorker<Name extends Names>(name: Name, handler: TaskHandler<Name>): Worker<{ tenantId: string }> {
    const definition = definitionOf(name);
    const worker = new Worker<{ tenantId: string }>(
      queueNameOf(name),
      async (job) => {
        // From here on the tenant may be woken again, because this batch may not see later tasks.
        await job.removeDeduplicationKey();
        const batch = runBatch({ ...parts, definition }, { name, tenantId: job.data.tenantId, handler });
        atWork.add(batch);
        await batch.finally(() => atWork.delete(batch));
      },
      {
        ...{ prefix: QUEUE_PREFIX, connection },
        concurrency: definition.concurrency,
      },
    );
    worker.on("error", events.connection);
    worker.on("failed", (_job, error) => events.batchFailed(name, error));
    return worker;
  }

  return {
    async stop() {
      await sweeping.stop();
      // A graceful close needs Redis, and would wait for it for ever.
      const isRedisGone = connection.status !== "ready";
      const grace = setTimeout(() => stopping.abort(new Error("the service is stopping")), GRACE_MS);
      await Promise.all(workers.map((worker) => worker.close(isRedisGone)));
      clearTimeout(grace);
      stopping.abort(new Error("the service has stopped"));
      const late = new Promise((resolve) => setTimeout(resolve, STOPPING_MS).unref());
      await Promise.race([Promise.allSettled(atWork), late]);
      await wakeUps.close();
      connection.disconnect();
    },
  };
}
