import { openQueues } from "@chorus/jobs/queues";
import { runWorkers } from "@chorus/jobs/workers";
import { rotateSigningKeys } from "./keys/rotate-signing-keys.ts";
import type { ChatContext } from "./context.ts";
import { wakeSnoozed } from "./conversations/commands/wake-snoozed.ts";
import { prune } from "./maintenance/prune.ts";
import { dispatchOnce } from "./outbox/dispatch.ts";
import { relayOnce, type RelayParts } from "./outbox/relay.ts";
import { periodically } from "@chorus/tasks/periodically";

const PRUNE_EVERY_MS = 10 * 60_000;
const EPOCH_EVERY_MS = 10_000;
const KEYS_EVERY_MS = 60_000;
const SNOOZE_EVERY_MS = 1_000;

export interface Background {
  stop(): Promise<void>;
}

/** What chat-service does without being asked: relay, dispatch, maintenance. */
export function runInBackground(context: ChatContext, relayParts: RelayParts): Background {
  const { config } = context;
  const logger = context.logger.child({ part: "background" });
  const onError = (error: Error) => logger.debug({ err: error }, "queue connection");
  const queues = openQueues(config.redisUrl, onError);
  const workers = runWorkers(
    { "maintenance.prune": () => prune(context.database, logger) },
    {
      redisUrl: config.redisUrl,
      concurrency: 1,
      onError,
      onFailed: (job, error) => logger.error({ err: error, job }, "job failed"),
    },
  );
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
    work: () => dispatchOnce(context, queues),
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
  const scheduled = queues.schedule("maintenance.prune", {}, PRUNE_EVERY_MS).catch((error: unknown) => {
    logger.warn({ err: error }, "maintenance is not scheduled; the next start tries again");
  });
  context.publisher.onOutboxChanged(() => relay.nudge());
  return {
    async stop() {
      await Promise.all([relay.stop(), dispatch.stop(), epoch.stop(), snoozes.stop(), keys.stop(), scheduled]);
      await Promise.all([workers.close(), queues.close()]);
    },
  };
}
