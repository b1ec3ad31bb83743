import { openDatabase } from "@chorus/database/database";
import { readEnv } from "@chorus/kernel/config";
import type { Service } from "@chorus/kernel/service";
import { createCleanup } from "@chorus/kernel/cleanup";
import { findFreePort } from "@chorus/servers/ports";
import { prepareDatabase } from "@chorus/servers/prepare-database";
import { urlOf } from "@chorus/servers/ports";
import { partEnvironment } from "./part-environment.ts";
import { waitFor } from "@chorus/kernel/wait";

export interface ClusterOptions {
  /** The owner's address of an empty or migrated database of its own. */
  adminDatabaseUrl: string;
  redisUrl: string;
  /** How many gateways; 1 when absent. */
  gateways?: number;
  /** Where the pages in browsers come from, when there are any. */
  deskPort?: number;
  widgetPort?: number;
  /** `silent` when absent. */
  logLevel?: string;
  /** Where mails go; without it, and so without notification-worker, nobody is notified. */
  smtpUrl?: string;
  /** Empty or absent: no search by meaning. */
  chromaUrl?: string;
  /** With summary-engine; without it nothing is summarised. */
  withSummaries?: boolean;
  /** More variables, for every service. */
  variables?: Record<string, string>;
}

export interface Cluster extends AsyncDisposable {
  urls: { chat: string; presence: string; notification: string; summary: string; gateways: [string, ...string[]] };
  /** As services connect. */
  databaseUrl: string;
  services: readonly Service[];
  /** Resolves when everything that was committed has been published and handed on. @throws Error after 10 s */
  settle(): Promise<void>;
}

const SETTLE_TIMEOUT_MS = 10_000;
const DRAIN_MS = 1_000;

/** All services in this process, on free ports, over a real Postgres and Redis: for integration and end-to-end tests. */
export async function createCluster(options: ClusterOptions): Promise<Cluster> {
  const { databaseUrl } = await prepareDatabase(options.adminDatabaseUrl);
  const count = options.gateways ?? 1;
  const gatewayPorts = await Promise.all(Array.from({ length: count }, findFreePort));
  const [chatPort, presencePort, notificationPort, summaryPort] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ];
  const variablesFor = (gatewayPort: number) => ({
    NODE_ENV: "test",
    LOG_LEVEL: options.logLevel ?? "silent",
    // Every person of a test comes from this machine.
    WRITES_PER_NETWORK: "1000000",
    WRITES_PER_CUSTOMER_NETWORK: "1000000",
    ...partEnvironment({
      environment: {
        CHAT_PORT: chatPort,
        PRESENCE_PORT: presencePort,
        GATEWAY_PORT: gatewayPort,
        NOTIFICATION_PORT: notificationPort,
        SUMMARY_PORT: summaryPort,
        MAILBOX_SMTP_PORT: 1025,
        TWILIO_DOUBLE_PORT: 4010,
        PUSH_DOUBLE_PORT: 4011,
        DESK_PORT: options.deskPort ?? 3000,
        WIDGET_PORT: options.widgetPort ?? 3001,
      },
      databaseUrl,
      redisUrl: options.redisUrl,
      chromaUrl: options.chromaUrl ?? "",
    }),
    ...(options.smtpUrl === undefined ? {} : { SMTP_URL: options.smtpUrl }),
    ...options.variables,
  });

  const cleanup = createCleanup();
  const services: Service[] = [];
  const start = async (service: Service) => {
    cleanup.defer(() => service[Symbol.asyncDispose]());
    await service.start();
    cleanup.defer(() => service.drain(DRAIN_MS));
    services.push(service);
  };
  try {
    const shared = variablesFor(gatewayPorts[0] ?? 0);
    await start(await makeChatService(shared));
    await start(await makePresenceService(shared));
    if (options.smtpUrl !== undefined) await start(await makeNotificationWorker(shared));
    if (options.withSummaries) await start(await makeSummaryEngine(shared));
    for (const port of gatewayPorts) await start(await makeGateway(variablesFor(port)));
  } catch (error) {
    await cleanup.run();
    throw error;
  }
  const [firstGateway = "", ...otherGateways] = gatewayPorts.map(urlOf);
  return {
    urls: {
      chat: urlOf(chatPort),
      presence: urlOf(presencePort),
      notification: urlOf(notificationPort),
      summary: urlOf(summaryPort),
      gateways: [firstGateway, ...otherGateways],
    },
    databaseUrl,
    services,
    settle: () => settle(databaseUrl),
    [Symbol.asyncDispose]: () => cleanup.run(),
  };
}

type Variables = Record<string, string>;

async function makeChatService(variables: Variables): Promise<Service> {
  const { createChatService } = await import("@chorus/chat-service/service");
  const { environment, toConfig } = await import("@chorus/chat-service/config");
  return createChatService(toConfig(readEnv(environment, variables)));
}

async function makePresenceService(variables: Variables): Promise<Service> {
  const { createPresenceService } = await import("@chorus/presence-service/service");
  const { environment, toConfig } = await import("@chorus/presence-service/config");
  return createPresenceService(toConfig(readEnv(environment, variables)));
}

async function makeNotificationWorker(variables: Variables): Promise<Service> {
  const { createNotificationWorker } = await import("@chorus/notification-worker/service");
  const { environment, toConfig } = await import("@chorus/notification-worker/config");
  return createNotificationWorker(toConfig(readEnv(environment, variables)));
}

async function makeSummaryEngine(variables: Variables): Promise<Service> {
  const { createSummaryEngine } = await import("@chorus/summary-engine/service");
  const { environment, toConfig } = await import("@chorus/summary-engine/config");
  return createSummaryEngine(toConfig(readEnv(environment, variables)));
}

async function makeGateway(variables: Variables): Promise<Service> {
  const { createWebsocketGateway } = await import("@chorus/websocket-gateway/service");
  const { environment, toConfig } = await import("@chorus/websocket-gateway/config");
  return createWebsocketGateway(toConfig(readEnv(environment, variables)));
}

async function settle(databaseUrl: string): Promise<void> {
  const errors: Error[] = [];
  const database = openDatabase({
    url: databaseUrl,
    poolSize: 1,
    applicationName: "settle",
    onError: (error) => errors.push(error),
  });
  try {
    const settled = await waitFor(
      async () => {
        const text = "select unpublished + undispatched as backlog from outbox_backlog()";
        const [row] = await database.statement<{ backlog: number }>("settle", text, []);
        return Number(row?.backlog) === 0;
      },
      { timeoutMs: SETTLE_TIMEOUT_MS, intervalMs: 20 },
    );
    if (!settled) throw new Error(`the outbox is not empty after ${SETTLE_TIMEOUT_MS} ms`);
  } finally {
    await database.close();
  }
}
