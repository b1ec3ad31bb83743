import { createServiceTokens } from "@chorus/auth/service-token";
import { openDatabase, requireRestrictedRole } from "@chorus/database/database";
import { mount } from "@chorus/http/mount";
import { createWriteLimits } from "@chorus/http/write-limits";
import { openRemoteAuthority } from "@chorus/http/remote-authority";
import { createServiceClient } from "@chorus/http/service-client";
import { createServiceServer } from "@chorus/http/service-server";
import type { PeriodicTask } from "@chorus/tasks/periodically";
import { systemClock, type Clock } from "@chorus/kernel/clock";
import { systemIds } from "@chorus/kernel/ids";
import type { Service } from "@chorus/kernel/service";
import { createMetrics } from "@chorus/observability/metrics";
import { checkRedis, connectCommands, connectSubscriber, openRedis } from "@chorus/redis/connect";
import { createSubscriptionHub } from "@chorus/redis/subscription-hub";
import { type RunningTasks, runTasks } from "@chorus/tasks/run-tasks";
import { openTaskQueue } from "@chorus/tasks/task-queue";
import type { SummaryConfig } from "./config.ts";
import type { SummaryContext } from "./context.ts";
import { createEvents } from "./events.ts";
import { authenticator } from "./http/caller.ts";
import { summaryEndpoints } from "./http/endpoints.ts";
import { LocalModel } from "./local/local-model.ts";
import { createSummaryLogger, SERVICE } from "./logger.ts";
import type { Draft } from "./pipeline/draft.ts";
import type { TranscriptLine } from "./pipeline/transcript.ts";
import { remoteProviders } from "./providers/remote-providers.ts";
import { createLocalEmbedder } from "./search/embedder.ts";
import { indexConversations } from "./search/index-conversations.ts";
import { keepStore } from "./search/keep-store.ts";
import { createRemoteEmbedder } from "./search/remote-embedder.ts";
import { createVectorStore } from "./search/vector-store.ts";
import { createSummaryStreams } from "./stream/summary-streams.ts";
import { makeSummaries } from "./tasks/make-summaries.ts";
import { threadCalls } from "./threads/thread-calls.ts";

const CHAT_TIMEOUT_MS = 3_000;
/** The longest transcript that is read takes a fifth of a second on a machine that is not busy. */
const LOCAL_DEADLINE_MS = 10_000;

export interface SummaryOverrides {
  clock?: Clock;
}

export interface SummaryEngine extends Service {
  /** `http://127.0.0.1:8083`, with the port really listened on; after `start`. */
  readonly url: string;
  readonly context: SummaryContext;
}

/** What conversations come to. Nothing is connected before `start`. */
export async function createSummaryEngine(
  config: SummaryConfig,
  overrides: SummaryOverrides = {},
): Promise<SummaryEngine> {
  const clock = overrides.clock ?? systemClock;
  const logger = createSummaryLogger(config);
  const metrics = createMetrics(SERVICE, { withProcess: config.withProcessMetrics });
  const onQueueError = (error: Error) => logger.debug({ err: error }, "queue connection");
  const database = openDatabase({
    ...config.database,
    applicationName: SERVICE,
    onError: (error) => logger.warn({ err: error }, "database connection"),
  });
  const redis = connectCommands(config.redisUrl, onQueueError);
  const writes = createWriteLimits(redis, config.writesPerMinute);
  const hub = createSubscriptionHub({
    redis: connectSubscriber(config.redisUrl, onQueueError),
    onError: (error) => logger.warn({ err: error }, "a watched summary"),
  });
  const tasks = openTaskQueue({ redisUrl: config.redisUrl, clock, ids: systemIds, onError: onQueueError });
  const serviceToken = createServiceTokens({
    service: SERVICE,
    audience: "chat-service",
    secret: config.secrets.internal,
    // Read by another process: not by the clock that tests let run ahead.
    now: () => systemClock.now(),
  });
  const chat = createServiceClient({ baseUrl: config.chatServiceUrl, serviceToken, timeoutMs: CHAT_TIMEOUT_MS });
  const streams = createSummaryStreams(redis, hub);
  const authority = openRemoteAuthority({
    ...{ chatServiceUrl: config.chatServiceUrl, serviceToken, redisUrl: config.redisUrl },
    now: () => clock.now(),
    onRevoked: streams.revoke,
    onError: (error) => logger.debug({ err: error }, "revocations"),
  });
  const summariser = threadCalls<TranscriptLine[], Draft>("local-summariser", { deadlineMs: LOCAL_DEADLINE_MS });
  const embedder = config.embedding ? createRemoteEmbedder(config.embedding) : createLocalEmbedder();
  const vectors = config.chromaUrl === null ? null : createVectorStore(config.chromaUrl, embedder);
  const context: SummaryContext = {
    config,
    clock,
    ids: systemIds,
    logger,
    events: createEvents(logger, metrics),
    database,
    tasks,
    streams,
    chat,
    authenticator: authority.authenticator,
    vectors,
    embedder,
    local: (tenantId) => ({ name: "local", model: null, chat: new LocalModel(summariser, tenantId) }),
    remote: remoteProviders(config, clock),
  };
  const check = async () => ({ database: await database.check(), redis: await checkRedis(redis) });
  const server = createServiceServer({
    ...{ service: SERVICE, logger, metrics, check },
    ...{ http: config.http, adminPort: config.adminPort },
  });
  let running: RunningTasks | undefined;
  let keeping: PeriodicTask | undefined;

  const stopWork = async () => {
    await keeping?.stop();
    await running?.stop();
    running = undefined;
  };

  return {
    name: SERVICE,
    context,
    get url() {
      return server.url;
    },
    async start() {
      await requireRestrictedRole(database);
      await Promise.all([openRedis(redis), hub.start(), authority.start()]);
      // Started before the first question comes.
      await summariser.ask([], { turn: SERVICE });
      running = runTasks({
        handlers: {
          "summary.make": { one: (task, signal) => makeSummaries(context, task, signal) },
          "search.index": { together: (turn, signal) => indexConversations(context, turn, signal) },
        },
        ...{ database, queue: tasks, redisUrl: config.redisUrl, clock, random: Math.random, logger, metrics },
        sweepEveryMs: config.sweepEveryMs,
        tuning: { concurrency: config.concurrency },
      });
      keeping = keepStore(context);
      await server.start((app) =>
        mount(app, SERVICE, summaryEndpoints(context), {
          authenticate: authenticator(context),
          countWrite: (route, caller) => writes.count(route, caller),
        }),
      );
    },
    ready: check,
    async drain(deadlineMs) {
      context.streams.endAll();
      await server.drain(deadlineMs);
      await stopWork();
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await stopWork();
      await Promise.all([tasks.close(), summariser.close(), embedder.close()]);
      hub.close();
      authority.close();
      chat.close();
      redis.disconnect();
      await database.close();
    },
  };
}
