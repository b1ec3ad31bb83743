import { measurePools } from "@chorus/database/measure-pools";
import { openDatabase, requireRestrictedRole } from "@chorus/database/database";
import { openFlags } from "@chorus/flags/open-flags";
import { createRestService, forPeople, type RestService } from "@chorus/http/rest-service";
import type { Clock } from "@chorus/kernel/clock";
import { systemIds } from "@chorus/kernel/ids";
import { createSemaphore } from "@chorus/kernel/semaphore";
import { type RunningTasks, runTasks } from "@chorus/tasks/run-tasks";
import { openTaskQueue } from "@chorus/tasks/task-queue";
import { createEmailChannel } from "./channels/email/email-channel.ts";
import { createMailer } from "./channels/email/mailer.ts";
import { createPushChannel } from "./channels/push/push-channel.ts";
import { createSmsChannel } from "./channels/sms/sms-channel.ts";
import type { NotificationConfig } from "./config.ts";
import type { NotificationContext } from "./context.ts";
import { deliver } from "./deliveries/deliver.ts";
import { reportSent } from "./deliveries/report-sent.ts";
import { stillConcerns } from "./tasks/still-concerns.ts";
import { createQuotas } from "./deliveries/quotas.ts";
import { createTestLimit } from "./deliveries/test-limit.ts";
import { createEvents } from "./events.ts";
import { notificationEndpoints } from "./http/endpoints.ts";
import { mountMail } from "./channels/email/replies/mail-route.ts";
import { mountTwilio, TWILIO_STATUS_PATH } from "./channels/sms/twilio-routes.ts";
import { mountUnsubscribe } from "./channels/email/unsubscribe-pages.ts";
import { createSmsAnswerLimit } from "./channels/sms/answer-limit.ts";
import { createReplyLimits } from "./channels/email/replies/reply-limits.ts";
import { mailSignUp } from "./sign-ups/mail-sign-up.ts";
import { decideTask } from "./tasks/decide-task.ts";

const PRESENCE_TIMEOUT_MS = 1_000;
const CHAT_TIMEOUT_MS = 10_000;

export interface NotificationOverrides {
  clock?: Clock;
  random?: () => number;
}

export type NotificationWorker = RestService<NotificationContext>;

/** Decides whom to notify, sends it, and records the outcome. Nothing connects before `start`. */
export async function createNotificationWorker(
  config: NotificationConfig,
  overrides: NotificationOverrides = {},
): Promise<NotificationWorker> {
  const { parts, serve } = createRestService("notification-worker", config, {
    clock: overrides.clock,
    chatTimeoutMs: CHAT_TIMEOUT_MS,
  });
  const { clock, logger, metrics, tracing, redis } = parts;
  const database = openDatabase({
    ...config.database,
    applicationName: "notification-worker",
    onError: (error) => logger.warn({ err: error }, "database connection"),
  });
  measurePools(metrics, database);
  const flags = openFlags({ database, redisUrl: config.redisUrl, clock, logger });
  const tasks = openTaskQueue({
    ...{ redisUrl: config.redisUrl, clock, ids: systemIds },
    onError: (error) => logger.debug({ err: error }, "queue connection"),
  });
  const mailer = createMailer(config);
  const email = createEmailChannel(config, clock, mailer);
  const sms = config.sms
    ? createSmsChannel({
        twilio: config.sms,
        countries: config.sms.countries,
        clock,
        statusCallback: config.publicUrl + TWILIO_STATUS_PATH,
      })
    : null;
  const push = config.push ? createPushChannel(config, config.push, clock) : null;
  const channels = [email, sms, push].filter((channel) => channel !== null);
  const context: NotificationContext = {
    ...parts,
    config,
    ids: systemIds,
    random: overrides.random ?? Math.random,
    events: createEvents(logger, metrics, config.countedTenants),
    database,
    isOn: flags.isOn,
    tasks,
    presence: parts.clientOf("presence-service", config.presenceServiceUrl, PRESENCE_TIMEOUT_MS),
    stillConcerns,
    quotas: createQuotas(redis, config.perTenantAndHour),
    testLimit: createTestLimit(redis),
    replyLimits: createReplyLimits(redis),
    smsAnswerLimit: createSmsAnswerLimit(redis),
    mailer,
    channels: { email, ...(sms ? { sms } : {}), ...(push ? { push } : {}) },
  };
  // A batch has several deliveries, but no more are on their way at once for that: those may be lost with this process.
  const places = createSemaphore({ all: config.concurrency, perTenant: config.concurrency });
  let running: RunningTasks | undefined;
  return serve({
    context,
    endpoints: forPeople(notificationEndpoints(context)),
    checks: { database: () => database.check() },
    addRoutes(app) {
      mountUnsubscribe(app, context);
      mountTwilio(app, context);
      mountMail(app, context);
    },
    async start() {
      await requireRestrictedRole(database);
      await flags.start();
      running = runTasks({
        handlers: {
          "notification.decide": { one: (task) => decideTask(context, task) },
          "notification.report_sent": { one: (task) => reportSent(context, task) },
          "sign_up.mail": { one: (task) => mailSignUp(context, task) },
          "notification.deliver": {
            one: (task, signal) =>
              places(task.tenantId, async () => {
                signal.throwIfAborted();
                await deliver(context, task, signal);
              }),
          },
        },
        ...{
          database,
          queue: tasks,
          redisUrl: config.redisUrl,
          clock,
          random: context.random,
          logger,
          metrics,
          tracing,
        },
        sweepEveryMs: config.sweepEveryMs,
        tuning: { concurrency: config.concurrency },
      });
    },
    async stop() {
      await running?.stop();
      running = undefined;
    },
    async close() {
      await Promise.all([flags.close(), tasks.close(), ...channels.map((channel) => channel.close())]);
      await database.close();
    },
  });
}
