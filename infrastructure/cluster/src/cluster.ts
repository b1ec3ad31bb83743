import { PORTS_BESIDE, portVariable, SERVICE_NAMES, type ServiceName } from "@chorus/contracts/services";
import { openDatabase } from "@chorus/database/database";
import type { Service } from "@chorus/kernel/service";
import { createCleanup } from "@chorus/kernel/cleanup";
import { findFreePort } from "@chorus/servers/ports";
import { prepareDatabase } from "@chorus/servers/prepare-database";
import { urlOf } from "@chorus/servers/ports";
import { asOwnRole, partEnvironment } from "./part-environment.ts";
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
  /** Where a service of it is; the first gateway. @throws Error for one that was not started */
  urlOf(service: ServiceName): string;
  /** As services connect. */
  databaseUrl: string;
  services: readonly Service[];
  /** Resolves when everything that was committed has been published and handed on. @throws Error after 10 s */
  settle(): Promise<void>;
}

const SETTLE_TIMEOUT_MS = 10_000;
const DRAIN_MS = 1_000;

function isWanted(name: ServiceName, { smtpUrl, withSummaries }: ClusterOptions): boolean {
  if (name === "notification-worker") return smtpUrl !== undefined;
  return name !== "summary-engine" || withSummaries === true;
}

/** All services in this process, on free ports, over a real Postgres and Redis: for integration and end-to-end tests. */
export async function createCluster(options: ClusterOptions): Promise<Cluster> {
  const { databaseUrl } = await prepareDatabase(options.adminDatabaseUrl);
  const count = options.gateways ?? 1;
  const gatewayPorts = await Promise.all(Array.from({ length: count }, findFreePort));
  const names = SERVICE_NAMES.filter((name) => isWanted(name, options));
  const ports = Object.fromEntries(
    await Promise.all(names.map(async (name) => [portVariable(name), await findFreePort()] as const)),
  );
  const variablesFor = (gatewayPort: number) => ({
    NODE_ENV: "test",
    LOG_LEVEL: options.logLevel ?? "silent",
    // Every person of a test comes from this machine.
    WRITES_PER_NETWORK: "1000000",
    WRITES_PER_CUSTOMER_NETWORK: "1000000",
    ...partEnvironment({
      ports: {
        ...ports,
        GATEWAY_PORT: gatewayPort,
        DESK_PORT: options.deskPort ?? PORTS_BESIDE.DESK_PORT,
        WIDGET_PORT: options.widgetPort ?? PORTS_BESIDE.WIDGET_PORT,
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
    for (const name of names) {
      const gatewayPortsOf = name === "websocket-gateway" ? gatewayPorts : [gatewayPorts[0] ?? 0];
      for (const port of gatewayPortsOf) await start(await makeService(name, variablesFor(port)));
    }
  } catch (error) {
    await cleanup.run();
    throw error;
  }
  const [firstGateway = "", ...otherGateways] = gatewayPorts.map(urlOf);
  return {
    urls: {
      chat: urlOf(ports["CHAT_PORT"] ?? 0),
      presence: urlOf(ports["PRESENCE_PORT"] ?? 0),
      notification: urlOf(ports["NOTIFICATION_PORT"] ?? 0),
      summary: urlOf(ports["SUMMARY_PORT"] ?? 0),
      gateways: [firstGateway, ...otherGateways],
    },
    urlOf(service) {
      const port = service === "websocket-gateway" ? gatewayPorts[0] : ports[portVariable(service)];
      if (port === undefined) throw new Error(`${service} is not part of this cluster`);
      return urlOf(port);
    },
    databaseUrl,
    services,
    settle: () => settle(databaseUrl),
    [Symbol.asyncDispose]: () => cleanup.run(),
  };
}

/** Each service's package says in `create.ts` how it is made from the environment. */
async function makeService(name: ServiceName, variables: Record<string, string>): Promise<Service> {
  const { create } = (await import(`@chorus/${name}/create`)) as {
    create: (variables: Record<string, string>) => Promise<Service>;
  };
  return create(asOwnRole(name, variables));
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
