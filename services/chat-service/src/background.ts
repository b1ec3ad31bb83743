import type { Metrics } from "@chorus/observability/metrics";
import { runTasks } from "@chorus/tasks/run-tasks";
import { rotateSigningKeys } from "./keys/rotate-signing-keys.ts";
import type { ChatContext } from "./context.ts";
import { wakeSnoozed } from "./conversations/commands/wake-snoozed.ts";
import { deleteTenantInBackground } from "./tenants/delete-tenant.ts";
import { forgetPresence } from "./customers/forget-presence.ts";
import { watchStorage } from "./maintenance/watch-storage.ts";
import { prune } from "./maintenance/prune.ts";
import { rollUpLatency } from "./latency/roll-up-latency.ts";
import { dispatchOnce } from "./outbox/dispatch.ts";
import { relayOnce, type RelayParts } from "./outbox/relay.ts";
import { warnTenants } from "./operator/warn-tenants.ts";
import { createQueuePositions } from "./routing/publish-positions.ts";
import { periodically } from "@chorus/tasks/periodically";

const TASK_SWEEP_EVERY_MS = 1_000;
const EPOCH_EVERY_MS = 10_000;
const KEYS_EVERY_MS = 60_000;
const SNOOZE_EVERY_MS = 1_000;
const POSITIONS_EVERY_MS = 3_000;
/** How late processes know what others of them have counted. */
const COUNTS_EVERY_MS = 1_000;
const STORAGE_EVERY_MS = 5_000;
/** How soon after its end a minute is stored. */
const LATENCY_EVERY_MS = 1_000;

export interface Background {
  stop(): Promise<void>;
}

/** chat-service's background work: outbox relay, dispatch, maintenance. */
export function runInBackground(context: ChatContext, relayParts: RelayParts, metrics: Metrics): Background {
  const { config } = context;
  const logger = context.logger.child({ part: "background" });
  const tasks = runTasks({
    handlers: {
      "maintenance.prune": {
        async one(_task, signal) {
          await prune(context.database, logger, signal);
          await rollUpLatency(context, signal);
        },
      },
      "quotas.warn": { one: (_task, signal) => warnTenants(context, signal) },
      "presence.forget": { one: (task) => forgetPresence(context, task) },
      "tenant.delete": { one: (task, signal) => deleteTenantInBackground(context, task, signal) },
    },
    ...{ database: context.database, queue: context.tasks, redisUrl: config.redisUrl, clock: context.clock },
    ...{ random: Math.random, logger, metrics, tracing: context.tracing, sweepEveryMs: TASK_SWEEP_EVERY_MS },
  });
  const relay = periodically({
    name: "outbox relay",
    everyMs: config.outbox.relayEveryMs,
    work: async () => {
      const count = await relayOnce(relayParts);
      if (count > 0) context.events.eventsRelayed(count);
      return count > 0;
    },
    logger,
  });
  const dispatch = periodically({
    name: "outbox dispatch",
    everyMs: config.outbox.dispatchEveryMs,
    work: () => dispatchOnce(context),
    logger,
  });
  const epoch = periodically({
    name: "epoch",
    everyMs: EPOCH_EVERY_MS,
    work: async () => {
      await context.epoch.refresh();
      return false;
    },
    logger,
  });
  const keys = periodically({
    name: "key rotation",
    everyMs: KEYS_EVERY_MS,
    work: async () => {
      await rotateSigningKeys(context);
      return false;
    },
    logger,
  });
  const snoozes = periodically({
    name: "snooze sweep",
    everyMs: SNOOZE_EVERY_MS,
    work: async () => (await wakeSnoozed(context)) > 0,
    logger,
  });
  const publishPositions = createQueuePositions(context, relayParts.publish);
  const positions = periodically({
    name: "queue positions",
    everyMs: POSITIONS_EVERY_MS,
    work: async () => {
      await publishPositions();
      return false;
    },
    logger,
  });
  const readStorage = watchStorage(metrics, context.database);
  const storage = periodically({
    name: "figures of the storage",
    everyMs: STORAGE_EVERY_MS,
    work: async () => {
      await readStorage();
      return false;
    },
    logger,
  });
  const counts = periodically({
    name: "exchange of counts",
    everyMs: COUNTS_EVERY_MS,
    work: async () => {
      await context.sendQuota.exchange();
      return false;
    },
    logger,
  });
  const latency = periodically({
    name: "latency of messages over REST",
    everyMs: LATENCY_EVERY_MS,
    work: async () => {
      await context.latency.handOver(context.clock.now());
      return false;
    },
    logger,
  });
  storage.nudge();
  context.publisher.onOutboxChanged(() => relay.nudge());
  return {
    async stop() {
      const all = [relay, dispatch, epoch, snoozes, keys, positions, storage, counts, latency];
      await Promise.all(all.map((task) => task.stop()));
      await tasks.stop();
      try {
        await context.latency.handOverAll(context.clock.now());
      } catch (error) {
        logger.warn({ err: error }, "the last minute of latency was not stored");
      }
    },
  };
}
