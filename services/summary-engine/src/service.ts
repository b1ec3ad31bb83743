import { measurePools } from "@chorus/database/measure-pools";
import { openDatabase, requireRestrictedRole } from "@chorus/database/database";
import { openFlags } from "@chorus/flags/open-flags";
import { createRestService, forPeople, type RestService } from "@chorus/http/rest-service";
import type { PeriodicTask } from "@chorus/tasks/periodically";
import type { Clock } from "@chorus/kernel/clock";
import { systemIds } from "@chorus/kernel/ids";
import { connectSubscriber } from "@chorus/redis/connect";
import { createSubscriptionHub } from "@chorus/redis/subscription-hub";
import { type RunningTasks, runTasks } from "@chorus/tasks/run-tasks";
import { openTaskQueue } from "@chorus/tasks/task-queue";
import type { SummaryConfig } from "./config.ts";
import type { SummaryContext } from "./context.ts";
import { createEvents } from "./events.ts";
import { summaryEndpoints } from "./http/endpoints.ts";
import { openSummariser } from "./extractive/open-summariser.ts";
import { remoteProviders } from "@chorus/models/remote-providers";
import { createLocalEmbedder } from "@chorus/meaning/embedder";
import { indexConversations } from "./search/index-conversations.ts";
import { reconcileStore } from "./search/reconcile-store.ts";
import { createRemoteEmbedder } from "@chorus/meaning/remote-embedder";
import { createVectorStore } from "@chorus/meaning/vector-store";
import { createSummaryStreams } from "./stream/summary-streams.ts";
import { makeSummaries } from "./tasks/make-summaries.ts";

const CHAT_TIMEOUT_MS = 3_000;
/** Reading the longest transcript takes a fifth of a second on an idle machine. */
const LOCAL_DEADLINE_MS = 10_000;

export type SummaryEngine = RestService<SummaryContext>;

/** Summaries and search. Nothing connects before `start`. */
export async function createSummaryEngine(
  config: SummaryConfig,
  overrides: { clock?: Clock } = {},
): Promise<SummaryEngine> {
  const { parts, serve } = createRestService("summary-engine", config, {
    clock: overrides.clock,
    chatTimeoutMs: CHAT_TIMEOUT_MS,
    onRevoked: (revocation) => streams.revoke(revocation),
  });
  const { clock, logger, metrics, redis } = parts;
  const onQueueError = (error: Error) => logger.debug({ err: error }, "queue connection");
  const database = openDatabase({
    ...config.database,
    applicationName: "summary-engine",
    onError: (error) => logger.warn({ err: error }, "database connection"),
  });
  measurePools(metrics, database);
  const flags = openFlags({ database, redisUrl: config.redisUrl, clock, logger });
  const hub = createSubscriptionHub({
    redis: connectSubscriber(config.redisUrl, onQueueError),
    onError: (error) => logger.warn({ err: error }, "a watched summary"),
  });
  const tasks = openTaskQueue({ redisUrl: config.redisUrl, clock, ids: systemIds, onError: onQueueError });
  const streams = createSummaryStreams(redis, hub);
  const summariser = openSummariser(LOCAL_DEADLINE_MS);
  const embedder = config.embedding ? createRemoteEmbedder(config.embedding) : createLocalEmbedder();
  const context: SummaryContext = {
    ...parts,
    config,
    ids: systemIds,
    events: createEvents(logger, metrics),
    database,
    isOn: flags.isOn,
    tasks,
    streams,
    vectors: config.chromaUrl === null ? null : createVectorStore(config.chromaUrl, embedder),
    embedder,
    summariseLocally: (tenantId, transcript, signal) => summariser.ask(transcript, { turn: tenantId, signal }),
    remote: remoteProviders(config, clock),
  };
  let running: RunningTasks | undefined;
  let keeping: PeriodicTask | undefined;
  return serve({
    context,
    endpoints: forPeople(summaryEndpoints(context)),
    checks: { database: () => database.check() },
    async start() {
      await requireRestrictedRole(database);
      await hub.start();
      await flags.start();
      // Warmed up before the first request.
      await summariser.ask([], { turn: "summary-engine" });
      running = runTasks({
        handlers: {
          "summary.make": { one: (task, signal) => makeSummaries(context, task, signal) },
          "search.index": { together: (turn, signal) => indexConversations(context, turn, signal) },
        },
        ...{ database, queue: tasks, redisUrl: config.redisUrl, clock, random: Math.random, logger, metrics },
        tracing: parts.tracing,
        sweepEveryMs: config.sweepEveryMs,
        tuning: { concurrency: config.concurrency },
      });
      keeping = reconcileStore(context);
    },
    endStreams: () => streams.endAll(),
    async stop() {
      await keeping?.stop();
      await running?.stop();
      running = undefined;
    },
    async close() {
      await Promise.all([flags.close(), tasks.close(), summariser.close(), embedder.close()]);
      hub.close();
      await database.close();
    },
  });
}
