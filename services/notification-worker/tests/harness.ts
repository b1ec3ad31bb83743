import { databaseUrlFor } from "@chorus/database/rights";
import { startChat } from "../../chat-service/tests/harness.ts";
import { startMailbox } from "@chorus/doubles/mailbox/server";
import { replyMailbox } from "@chorus/doubles/development-accounts";
import { findFreePort } from "@chorus/servers/ports";
import type { Delivery } from "@chorus/contracts/entities/delivery";
import { readEnv } from "@chorus/kernel/config";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { environment, toConfig } from "../src/config.ts";
import { listDeliveries, type DeliveryFilter } from "../src/deliveries/read-deliveries.ts";
import { createNotificationWorker, type NotificationWorker } from "../src/service.ts";

export const MINUTE_MS = 60_000;

/**
 * chat-service, a mailbox and workers whose clock can run ahead; minutes pass in a moment. Presence is away: everybody is.
 * @param redisDatabase of its own, because workers of other files would take these jobs
 */
export async function startNotifications(redisDatabase: number, more: Record<string, string> = {}) {
  const redisUrl = new URL(testRedisUrl());
  redisUrl.pathname = `/${redisDatabase}`;
  const chat = await startChat({ redisUrl: redisUrl.href });
  const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  const port = await findFreePort();
  let offsetMs = 0;
  const clock = { now: () => Date.now() + offsetMs };
  const workers: NotificationWorker[] = [];

  const variables = {
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    NOTIFICATION_PORT: String(port),
    NOTIFICATION_PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: databaseUrlFor("notification-worker", chat.config.database.url),
    DATABASE_POOL_SIZE: "10",
    REDIS_URL: redisUrl.href,
    CHAT_SERVICE_URL: chat.url,
    PRESENCE_SERVICE_URL: "http://127.0.0.1:1",
    SMTP_URL: mailbox.smtpUrl,
    MAIL_REPLY_MAILBOX: replyMailbox.address,
    MAIL_CALLBACK_KEY: replyMailbox.key,
    ...more,
  };

  async function startWorker(): Promise<NotificationWorker> {
    // Links lead to the first one.
    const config = toConfig(
      readEnv(environment, workers.length === 0 ? variables : { ...variables, NOTIFICATION_PORT: "0" }),
    );
    const worker = await createNotificationWorker({ ...config, sweepEveryMs: 20 }, { clock, random: () => 0 });
    await worker.start();
    workers.push(worker);
    return worker;
  }
  const worker = await startWorker();

  return {
    chat,
    mailbox,
    worker,
    startWorker,
    /** For a worker in a process of its own. */
    variables,
    redisUrl: redisUrl.href,
    pass(durationMs: number) {
      offsetMs += durationMs;
    },
    /** Back to today, where access tokens are valid. */
    rewind() {
      offsetMs = 0;
    },
    /** A tenant whose customer has left an address and whose agent has answered. */
    async talk(email = `cara-${Math.random().toString(36).slice(2)}@shop.test`) {
      const tenant = await chat.tenant();
      const answer = await chat.request("POST", "/api/v1/widget/sessions", {
        body: { tenantKey: tenant.widgetKey, profile: { name: "Cara", email } },
      });
      const customer = { id: answer.body.customer.id, token: answer.body.accessToken, deviceToken: "" };
      const conversationId = await chat.conversation(customer);
      const send = (body: string) => chat.send(tenant.owner.token, conversationId, body);
      return { tenant, customer, conversationId, email, send };
    },
    mailsTo(address: string) {
      return mailbox.store.list().filter((mail) => mail.To.some((to) => to.Address === address));
    },
    async mailTo(address: string) {
      // The worker's clock runs ahead, but its wake-ups wait in real time: up to ten seconds for each attempt.
      return until(() => this.mailsTo(address)[0], { timeoutMs: 40_000 });
    },
    /** Tasks that are open and due by the clock of the worker; 0 when everything was looked at. */
    async settled(tenantId: string, conversationId: string, kind = "message.unread") {
      await until(async () => {
        const rows = await chat.database.readTenant(tenantId, (tx) =>
          tx
            .selectFrom("tasks")
            .select(["finished_at"])
            .where("name", "=", "notification.decide")
            .where(({ eb, ref }) => eb(ref("payload", "->>").key("conversationId"), "=", conversationId))
            .where(({ eb, ref }) => eb(ref("payload", "->>").key("kind"), "=", kind))
            .execute(),
        );
        return rows.length > 0 && rows.every(({ finished_at }) => finished_at !== null);
      });
    },
    /** The task exists: the relay has handed the message on. */
    async dispatched(tenantId: string, conversationId: string) {
      await until(() =>
        chat.database.readTenant(tenantId, (tx) =>
          tx
            .selectFrom("tasks")
            .select("id")
            .where("name", "=", "notification.decide")
            .where("dedup_key", "=", `message.unread.${conversationId}`)
            .where("finished_at", "is", null)
            .executeTakeFirst(),
        ),
      );
    },
    async deliveries(tenantId: string, filter: Partial<DeliveryFilter>): Promise<Delivery[]> {
      const { items } = await listDeliveries(worker.context, tenantId, { limit: 50, cursor: undefined, ...filter });
      return items;
    },
    async get(path: string, token: string) {
      const response = await fetch(worker.url + path, { headers: { authorization: `Bearer ${token}` } });
      const text = await response.text();
      return { status: response.status, body: text === "" ? null : JSON.parse(text) };
    },
    async post(path: string, token: string, body?: object) {
      const response = await fetch(worker.url + path, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, ...(body ? { "content-type": "application/json" } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await response.text();
      return { status: response.status, body: text === "" ? null : JSON.parse(text) };
    },
    async [Symbol.asyncDispose]() {
      for (const running of workers) {
        await running.drain(1_000);
        await running[Symbol.asyncDispose]();
      }
      await mailbox[Symbol.asyncDispose]();
      await chat[Symbol.asyncDispose]();
    },
  };
}
export type Notifications = Awaited<ReturnType<typeof startNotifications>>;
