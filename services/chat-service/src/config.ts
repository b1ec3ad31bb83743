import { MIN_SECRET_CHARACTERS } from "@chorus/auth/service-token";
import { ConfigError, list, nodeEnvironment, port } from "@chorus/kernel/config";
import { z } from "zod";

const DEVELOPMENT_SECRETS = {
  INTERNAL_SECRET: "development-internal-secret-change-me",
  CHORUS_SECRET: "development-chorus-secret-change-me-too",
  CHORUS_OPERATOR_KEY: "dev-operator-key",
} as const;

/** What chat-service reads from the environment. */
export const environment = z.object({
  NODE_ENV: nodeEnvironment,
  LOG_LEVEL: z.string().default("info").describe("trace, debug, info, warn, error or silent"),
  LOG_PRETTY: z.stringbool().default(false).describe("readable log lines instead of JSON"),
  CHAT_HOST: z.string().default("127.0.0.1").describe("address chat-service listens on"),
  CHAT_PORT: port(8082).describe("port chat-service listens on"),
  DATABASE_URL: z.string().describe("Postgres, as the role chorus_service that the migration provisions"),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(100)
    .default(16)
    .describe("connections to Postgres per chat-service"),
  REDIS_URL: z.string().default("redis://127.0.0.1:6379").describe("Redis, with maxmemory-policy noeviction"),
  PRESENCE_SERVICE_URL: z.string().default("http://127.0.0.1:8081").describe("where services reach presence-service"),
  INTERNAL_SECRET: z
    .string()
    .min(MIN_SECRET_CHARACTERS)
    .default(DEVELOPMENT_SECRETS.INTERNAL_SECRET)
    .describe("signs service-to-service tokens; the same for every service, at least 32 characters"),
  CHORUS_SECRET: z
    .string()
    .min(MIN_SECRET_CHARACTERS)
    .default(DEVELOPMENT_SECRETS.CHORUS_SECRET)
    .describe("encrypts stored keys and derives refresh tokens; at least 32 characters, never change it lightly"),
  CHORUS_OPERATOR_KEY: z
    .string()
    .min(8)
    .default(DEVELOPMENT_SECRETS.CHORUS_OPERATOR_KEY)
    .describe("bearer key of the operator routes (create, suspend, delete tenants)"),
  DESK_ORIGINS: list("http://127.0.0.1:3000,http://localhost:3000").describe(
    "origins of the admin UI, comma-separated",
  ),
  WIDGET_ORIGINS: list("http://127.0.0.1:3001,http://localhost:3001").describe(
    "origins of the widget frame, comma-separated",
  ),
});
export type ChatEnvironment = z.output<typeof environment>;

export interface ChatConfig {
  isProduction: boolean;
  log: { level: string; pretty: boolean };
  http: { host: string; port: number; corsOrigins: string[] };
  database: { url: string; poolSize: number };
  redisUrl: string;
  presenceUrl: string;
  secrets: { internal: string; chorus: string; operatorKey: string };
  outbox: { relayEveryMs: number; relayAfterMs: number; dispatchEveryMs: number };
}

/** @throws ConfigError when production still has a default secret */
export function toConfig(env: ChatEnvironment): ChatConfig {
  const isProduction = env.NODE_ENV === "production";
  const defaults = Object.entries(DEVELOPMENT_SECRETS).filter(
    ([name, value]) => env[name as keyof ChatEnvironment] === value,
  );
  if (isProduction && defaults.length > 0) {
    throw new ConfigError(
      defaults.map(([name]) => `${name} still has its development default: set a random one`).join("\n"),
    );
  }
  return {
    isProduction,
    log: { level: env.LOG_LEVEL, pretty: env.LOG_PRETTY },
    http: { host: env.CHAT_HOST, port: env.CHAT_PORT, corsOrigins: [...env.DESK_ORIGINS, ...env.WIDGET_ORIGINS] },
    database: { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
    redisUrl: env.REDIS_URL,
    presenceUrl: env.PRESENCE_SERVICE_URL,
    secrets: { internal: env.INTERNAL_SECRET, chorus: env.CHORUS_SECRET, operatorKey: env.CHORUS_OPERATOR_KEY },
    outbox: { relayEveryMs: 250, relayAfterMs: 250, dispatchEveryMs: 1_000 },
  };
}
