import { z } from "zod";
import { ConfigError, list } from "./config.ts";

const MIN_SECRET_CHARACTERS = 32;
const DEVELOPMENT_INTERNAL_SECRET = "development-internal-secret-change-me";

/** A secret of at least 32 characters, with a default that only development accepts. */
export const secret = (developmentDefault: string) => z.string().min(MIN_SECRET_CHARACTERS).default(developmentDefault);

/** The variables that mean the same in every service; each takes them into its own schema. */
export const serviceEnvironment = {
  NODE_ENV: z
    .enum(["development", "test", "production"])
    .default("development")
    .describe("development, test or production; production refuses every default secret"),
  LOG_LEVEL: z.string().default("info").describe("trace, debug, info, warn, error or silent"),
  LOG_PRETTY: z.stringbool().default(false).describe("readable log lines instead of JSON"),
  REDIS_URL: z.string().default("redis://127.0.0.1:6379").describe("Redis, with maxmemory-policy noeviction"),
  INTERNAL_SECRET: secret(DEVELOPMENT_INTERNAL_SECRET).describe(
    "signs service-to-service tokens; the same for every service, at least 32 characters",
  ),
  DESK_ORIGINS: list("http://127.0.0.1:3000,http://localhost:3000").describe(
    "origins of the admin UI, comma-separated",
  ),
  WIDGET_ORIGINS: list("http://127.0.0.1:3001,http://localhost:3001").describe(
    "origins of the widget frame, comma-separated",
  ),
};

/** Writing requests a minute, over all services. A busy person of the desk makes some dozens. */
export const writeLimits = {
  WRITES_PER_PERSON: z.coerce
    .number()
    .int()
    .min(1)
    .default(120)
    .describe("writing requests over HTTP a minute and person; messages are counted apart"),
  WRITES_PER_COMPANY: z.coerce
    .number()
    .int()
    .min(1)
    .default(1_200)
    .describe("the same of a company's desk together, and of its customers together"),
  WRITES_PER_NETWORK: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe("the same of one network's strangers: sign-ins, new visitors, refreshed sessions"),
};

/** For services that answer over HTTP. */
export const HTTP_CONNECTIONS_PER_NETWORK = z.coerce
  .number()
  .int()
  .min(1)
  .default(500)
  .describe("connections of one client address to each service; behind a proxy, as many as it opens");

export function writesPerMinute(env: { [Name in keyof typeof writeLimits]: number }) {
  return { person: env.WRITES_PER_PERSON, company: env.WRITES_PER_COMPANY, network: env.WRITES_PER_NETWORK };
}

/** Where services reach each other. */
export const CHAT_SERVICE_URL = z
  .string()
  .default("http://127.0.0.1:8082")
  .describe("where services reach chat-service");
export const PRESENCE_SERVICE_URL = z
  .string()
  .default("http://127.0.0.1:8081")
  .describe("where services reach presence-service");

/** The same in chat-service, which says when it is due, and in notification-worker, which decides. */
export const NOTIFICATION_GRACE_SECONDS = z.coerce
  .number()
  .int()
  .min(0)
  .max(3600)
  .default(60)
  .describe("who reads within this time is not notified");

/** @throws ConfigError that names every secret which production would run with as development does */
export function refuseDevelopmentSecrets(
  env: { NODE_ENV: string; INTERNAL_SECRET: string } & Record<string, unknown>,
  others: Readonly<Record<string, string>> = {},
): void {
  if (env.NODE_ENV !== "production") return;
  const defaults = { INTERNAL_SECRET: DEVELOPMENT_INTERNAL_SECRET, ...others };
  const kept = Object.entries(defaults).flatMap(([name, value]) => (env[name] === value ? [name] : []));
  if (kept.length === 0) return;
  throw new ConfigError(kept.map((name) => `${name} still has its development default: set a random one`).join("\n"));
}
