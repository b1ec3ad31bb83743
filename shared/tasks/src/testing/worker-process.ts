import { openDatabase } from "@chorus/database/database";
import { systemIds } from "@chorus/kernel/ids";
import { systemClock } from "@chorus/kernel/clock";
import { createLogger } from "@chorus/observability/logger";
import { createMetrics } from "@chorus/observability/metrics";
import { setTimeout as delay } from "node:timers/promises";
import { runTasks } from "../run-tasks.ts";
import { openTaskQueue } from "../task-queue.ts";
import { completing } from "./completing.ts";

/** A worker that tests kill: each task takes some time. */
const [databaseUrl = "", redisUrl = ""] = process.argv.slice(2);
const onError = (error: Error) => process.stderr.write(`${error.message}\n`);
const database = openDatabase({ url: databaseUrl, poolSize: 10, applicationName: "victim", onError });
const queue = openTaskQueue({ redisUrl, clock: systemClock, ids: systemIds, onError });
const complete = completing({ database, queue, clock: systemClock });
runTasks({
  handlers: {
    "notification.deliver": {
      async one(task) {
        await delay(20);
        await complete(task);
      },
    },
  },
  ...{ database, queue, redisUrl, clock: systemClock, sweepEveryMs: 50, random: () => 0 },
  logger: createLogger({ service: "victim", level: "error", pretty: false }),
  metrics: createMetrics("victim"),
});
