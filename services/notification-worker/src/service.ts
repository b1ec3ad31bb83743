import { createServiceTokens } from "@chorus/auth/service-token";
import { openDatabase, requireRestrictedRole } from "@chorus/database/database";
import type { ServiceName } from "@chorus/contracts/services";
import { mount } from "@chorus/http/mount";
import { createWriteLimits } from "@chorus/http/write-limits";
import { openRemoteAuthority } from "@chorus/http/remote-authority";
import { createServiceClient } from "@chorus/http/service-client";
import { createServiceServer } from "@chorus/http/service-server";
import { systemClock, type Clock } from "@chorus/kernel/clock";
import { systemIds } from "@chorus/kernel/ids";
import type { Service } from "@chorus/kernel/service";
import { createMetrics } from "@chorus/observability/metrics";
import { checkRedis, connectCommands, openRedis } from "@chorus/redis/connect";
import { type RunningTasks, runTasks } from "@chorus/tasks/run-tasks";
import { openTaskQueue } from "@chorus/tasks/task-queue";
import type { Channel } from "./channels/channel.ts";
import { createEmailChannel } from "./channels/email/email-channel.ts";
import { createPushChannel } from "./channels/push/push-channel.ts";
import { createSmsGuard } from "./channels/sms/guard.ts";
import { createSmsChannel } from "./channels/sms/sms-channel.ts";
import type { NotificationConfig } from "./config.ts";
import type { NotificationContext } from "./context.ts";
import { deliver } from "./deliveries/deliver.ts";
import { createQuotas } from "./deliveries/quotas.ts";
import { createEvents } from "./events.ts";
import { authenticator } from "./http/caller.ts";
import { notificationEndpoints } from "./http/endpoints.ts";
import { mountMail } from "./channels/email/replies/mail-route.ts";
import { mountTwilio, TWILIO_STATUS_PATH } from "./channels/sms/twilio-routes.ts";
import { mountUnsubscribe } from "./channels/email/unsubscribe-pages.ts";
import { createNotificationLogger, SERVICE } from "./logger.ts";
import { createReplyLimits } from "./channels/email/replies/reply-limits.ts";
import { decideTask } from "./tasks/decide-task.ts";

const PRESENCE_TIMEOUT_MS = 1_000;
const CHAT_TIMEOUT_MS = 10_000;

export interface NotificationOverrides {
  clock?: Clock;
  random?: () => number;
}

export interface NotificationWorker extends Service {
  /** `http://127.0.0.1:8084`, with the port really listened on; after `start`. */
  readonly url: string;
  readonly context: NotificationContext;
}

/** Who has to hear of what, and what became of it. Nothing is connected before `start`. */
export async function createNotificationWorker(
  config: NotificationConfig,
  overrides: NotificationOverrides = {},
): Promise<NotificationWorker> {
  const clock = overrides.clock ?? systemClock;
  const logger = createNotificationLogger(config);
  const metrics = createMetrics(SERVICE, { withProcess: config.withProcessMetrics });
  const onQueueError = (error: Error) => logger.debug({ err: error }, "queue connection");
  const database = openDatabase({
    ...config.database,
    applicationName: SERVICE,
    onError: (error) => logger.warn({ err: error }, "database connection"),
  });
  const redis = connectCommands(config.redisUrl, onQueueError);
  const writes = createWriteLimits(redis, config.writesPerMinute);
  const tasks = openTaskQueue({ redisUrl: config.redisUrl, clock, ids: systemIds, onError: onQueueError });
  // Read by other processes: not by the clock that tests let run ahead.
  const tokensFor = (audience: ServiceName) =>
    createServiceTokens({
      ...{ service: SERVICE, audience, secret: config.secrets.internal },
      now: () => systemClock.now(),
    });
  const chatToken = tokensFor("chat-service");
  const presence = createServiceClient({
    baseUrl: config.presenceServiceUrl,
    serviceToken: tokensFor("presence-service"),
    timeoutMs: PRESENCE_TIMEOUT_MS,
  });
  const chat = createServiceClient({
    baseUrl: config.chatServiceUrl,
    serviceToken: chatToken,
    timeoutMs: CHAT_TIMEOUT_MS,
  });
  const authority = openRemoteAuthority({
    ...{ chatServiceUrl: config.chatServiceUrl, serviceToken: chatToken, redisUrl: config.redisUrl },
    now: () => clock.now(),
    onError: (error) => logger.debug({ err: error }, "revocations"),
  });
  const channels: Channel[] = [];
  const email = createEmailChannel(config, clock);
  channels.push(email);
  const sms = config.sms
    ? createSmsChannel({
        twilio: config.sms,
        guard: createSmsGuard(redis, config.sms.countries),
        clock,
        statusCallback: config.publicUrl + TWILIO_STATUS_PATH,
      })
    : null;
  if (sms) channels.push(sms);
  const push = config.push ? createPushChannel(config, config.push, clock) : null;
  if (push) channels.push(push);
  const context: NotificationContext = {
    config,
    clock,
    ids: systemIds,
    random: overrides.random ?? Math.random,
    logger,
    events: createEvents(logger, metrics),
    database,
    tasks,
    presence,
    chat,
    quotas: createQuotas(redis, config.perTenantAndHour),
    replyLimits: createReplyLimits(redis),
    authenticator: authority.authenticator,
    channels: { email, ...(sms ? { sms } : {}), ...(push ? { push } : {}) },
  };
  const check = async () => ({ database: await database.check(), redis: await checkRedis(redis) });
  const server = createServiceServer({
    ...{ service: SERVICE, logger, metrics, check },
    ...{ http: config.http, adminPort: config.adminPort },
  });
  let running: RunningTasks | undefined;
  const stopWork = async () => {
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
      await Promise.all([openRedis(redis), authority.start()]);
      running = runTasks({
        handlers: {
          "notification.decide": { one: (task) => decideTask(context, task) },
          "notification.deliver": { one: (task, signal) => deliver(context, task, signal) },
        },
        ...{ database, queue: tasks, redisUrl: config.redisUrl, clock, random: context.random, logger, metrics },
        sweepEveryMs: config.sweepEveryMs,
        tuning: { concurrency: config.concurrency },
      });
      await server.start((app) => {
        mount(app, SERVICE, notificationEndpoints(context), {
          authenticate: authenticator(context),
          countWrite: (route, caller) => writes.count(route, caller),
        });
        mountUnsubscribe(app, context);
        mountTwilio(app, context);
        mountMail(app, context);
      });
    },
    ready: check,
    async drain(deadlineMs) {
      await server.drain(deadlineMs);
      await stopWork();
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await stopWork();
      await Promise.all([tasks.close(), ...channels.map((channel) => channel.close())]);
      authority.close();
      presence.close();
      chat.close();
      redis.disconnect();
      await database.close();
    },
  };
}
