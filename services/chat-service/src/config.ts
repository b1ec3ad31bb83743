import type { TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import { LIMITS } from "@chorus/contracts/limits";
import type { WritesPerMinute } from "@chorus/http/write-limits";
import { port, readEnv } from "@chorus/kernel/config";
import {
  HTTP_CONNECTIONS_PER_NETWORK,
  LINK_SECRET,
  METRICS_TENANTS,
  NOTIFICATION_GRACE_SECONDS,
  PRESENCE_SERVICE_URL,
  refuseUnsafe,
  secret,
  serviceEnvironment,
  TRUST_PROXY,
  tracingConfig,
  writeLimits,
  writesPerMinute,
} from "@chorus/kernel/service-environment";
import { redisAddress } from "@chorus/kernel/server-addresses";
import { z } from "zod";

const DEVELOPMENT_SECRETS = {
  CHORUS_SECRET: "development-chorus-secret-change-me-too",
  CHORUS_OPERATOR_KEY: "dev-operator-key",
} as const;

/** What chat-service reads from the environment. */
export const environment = z.object({
  ...serviceEnvironment,
  ...writeLimits,
  HTTP_CONNECTIONS_PER_NETWORK,
  PRESENCE_SERVICE_URL,
  NOTIFICATION_GRACE_SECONDS,
  METRICS_TENANTS,
  CHAT_HOST: z.string().default("127.0.0.1").describe("address chat-service listens on"),
  CHAT_PORT: port(8082).describe("port chat-service listens on"),
  CHAT_ADMIN_PORT: port(9082).describe(
    "port of chat-service's /metrics and /internal where others reach it; elsewhere they are on its own port",
  ),
  DATABASE_URL: z
    .string()
    .describe("Postgres, as the role of the service that the migration provisions (chorus_chat_service …)"),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(100)
    .default(16)
    .describe("connections to Postgres per chat-service"),
  CHAT_TRUST_PROXY: TRUST_PROXY,
  CHAT_NEW_VISITORS_PER_HOUR: z.coerce
    .number()
    .int()
    .min(1)
    .default(LIMITS.newVisitorsPerHour)
    .describe("new anonymous visitors per tenant and client address, before a proof of work; a tenant may set its own"),
  CHORUS_SECRET: secret(DEVELOPMENT_SECRETS.CHORUS_SECRET).describe(
    "encrypts stored keys and derives refresh tokens; at least 32 characters, never change it lightly",
  ),
  LINK_SECRET,
  CHORUS_OPERATOR_KEY: z
    .string()
    .default(DEVELOPMENT_SECRETS.CHORUS_OPERATOR_KEY)
    .describe("bearer key of the operator routes (create, suspend, delete tenants), at least 32 characters"),
  CHORUS_FAILPOINTS: z
    .string()
    .default("")
    .describe("where fault tests make a service fail on purpose; refused where others reach it"),
});
export type ChatEnvironment = z.output<typeof environment>;

export interface ChatConfig {
  /** Others can reach it: cookies need TLS. */
  isExposed: boolean;
  log: { level: string; pretty: boolean };
  tracing: { endpoint: string; ratio: number; key: string };
  http: {
    host: string;
    port: number;
    corsOrigins: string[];
    /** The desk's: the only ones whose cookies are taken. */
    credentialOrigins: string[];
    trustProxy: boolean;
    connectionsPerNetwork: number | undefined;
  };
  writesPerMinute: WritesPerMinute;
  /** Null: `/metrics` is on the public port. */
  adminPort: number | null;
  /** Defaults of this installation for tenants that have set nothing, where they differ from the protocol's. */
  tenantLimits: Partial<TenantLimits>;
  database: { url: string; poolSize: number };
  redisUrl: string;
  presenceUrl: string;
  secrets: { internal: string; chorus: string; links: string; operatorKey: string };
  outbox: { relayEveryMs: number; relayAfterMs: number; dispatchEveryMs: number };
  /** Whoever reads a message within this time is not notified of it. */
  notificationGraceMs: number;
  failpoints: string;
  /** How many tenants have counters of their own. */
  countedTenants: number;
}

/** @throws ConfigError for what is not safe where others can reach it, such as being told to fail on purpose */
export function toConfig(env: ChatEnvironment): ChatConfig {
  const isExposed = refuseUnsafe({
    mode: env.NODE_ENV,
    host: env.CHAT_HOST,
    isBehindProxy: env.CHAT_TRUST_PROXY,
    origins: { DESK_ORIGINS: env.DESK_ORIGINS, WIDGET_ORIGINS: env.WIDGET_ORIGINS },
    servers: { DATABASE_URL: env.DATABASE_URL, REDIS_URL: env.REDIS_URL },
    secrets: {
      INTERNAL_SECRET: env.INTERNAL_SECRET,
      CHORUS_SECRET: env.CHORUS_SECRET,
      LINK_SECRET: env.LINK_SECRET,
      CHORUS_OPERATOR_KEY: env.CHORUS_OPERATOR_KEY,
    },
    forDevelopment: { CHORUS_FAILPOINTS: env.CHORUS_FAILPOINTS },
  });
  return {
    isExposed,
    log: { level: env.LOG_LEVEL, pretty: env.LOG_PRETTY },
    tracing: tracingConfig(env),
    http: {
      host: env.CHAT_HOST,
      port: env.CHAT_PORT,
      corsOrigins: [...env.DESK_ORIGINS, ...env.WIDGET_ORIGINS],
      credentialOrigins: env.DESK_ORIGINS,
      trustProxy: env.CHAT_TRUST_PROXY,
      connectionsPerNetwork: env.CHAT_TRUST_PROXY ? undefined : env.HTTP_CONNECTIONS_PER_NETWORK,
    },
    writesPerMinute: writesPerMinute(env),
    adminPort: isExposed ? env.CHAT_ADMIN_PORT : null,
    tenantLimits: { newVisitorsPerHour: env.CHAT_NEW_VISITORS_PER_HOUR },
    database: { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
    redisUrl: redisAddress(env),
    presenceUrl: env.PRESENCE_SERVICE_URL,
    secrets: {
      internal: env.INTERNAL_SECRET,
      chorus: env.CHORUS_SECRET,
      links: env.LINK_SECRET,
      operatorKey: env.CHORUS_OPERATOR_KEY,
    },
    outbox: { relayEveryMs: 250, relayAfterMs: 250, dispatchEveryMs: 1_000 },
    notificationGraceMs: env.NOTIFICATION_GRACE_SECONDS * 1000,
    failpoints: env.CHORUS_FAILPOINTS,
    countedTenants: env.METRICS_TENANTS,
  };
}

/** For the command that checks the audit log, which needs nothing else. @throws ConfigError */
export function readDatabaseUrl(variables: NodeJS.ProcessEnv = process.env): string {
  return readEnv(environment.pick({ DATABASE_URL: true }), variables).DATABASE_URL;
}

/** For commands that enqueue. */
export function readRedisUrl(variables: NodeJS.ProcessEnv = process.env): string {
  return redisAddress(readEnv(environment.pick({ REDIS_URL: true, REDIS_CA_FILE: true }), variables));
}
