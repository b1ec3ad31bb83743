import { MIN_SECRET_CHARACTERS } from "@chorus/auth/service-token";
import { ConfigError, list, nodeEnvironment, port } from "@chorus/kernel/config";
import { z } from "zod";

const DEVELOPMENT_SECRET = "development-internal-secret-change-me";

/** What presence-service reads from the environment. */
export const environment = z.object({
  NODE_ENV: nodeEnvironment,
  LOG_LEVEL: z.string().default("info").describe("trace, debug, info, warn, error or silent"),
  LOG_PRETTY: z.stringbool().default(false).describe("readable log lines instead of JSON"),
  PRESENCE_HOST: z.string().default("127.0.0.1").describe("address presence-service listens on"),
  PRESENCE_PORT: port(8081).describe("port presence-service listens on"),
  REDIS_URL: z.string().default("redis://127.0.0.1:6379").describe("Redis, with maxmemory-policy noeviction"),
  CHAT_SERVICE_URL: z.string().default("http://127.0.0.1:8082").describe("where services reach chat-service"),
  INTERNAL_SECRET: z
    .string()
    .min(MIN_SECRET_CHARACTERS)
    .default(DEVELOPMENT_SECRET)
    .describe("signs service-to-service tokens; the same for every service, at least 32 characters"),
  DESK_ORIGINS: list("http://127.0.0.1:3000,http://localhost:3000").describe(
    "origins of the admin UI, comma-separated",
  ),
  WIDGET_ORIGINS: list("http://127.0.0.1:3001,http://localhost:3001").describe(
    "origins of the widget frame, comma-separated",
  ),
});

/** @throws ConfigError when production still has the default secret */
export function toConfig(env: z.output<typeof environment>) {
  if (env.NODE_ENV === "production" && env.INTERNAL_SECRET === DEVELOPMENT_SECRET) {
    throw new ConfigError("INTERNAL_SECRET still has its development default: set a random one");
  }
  return {
    log: { level: env.LOG_LEVEL, pretty: env.LOG_PRETTY },
    http: {
      host: env.PRESENCE_HOST,
      port: env.PRESENCE_PORT,
      corsOrigins: [...env.DESK_ORIGINS, ...env.WIDGET_ORIGINS],
    },
    redisUrl: env.REDIS_URL,
    chatServiceUrl: env.CHAT_SERVICE_URL,
    internalSecret: env.INTERNAL_SECRET,
    reapEveryMs: 1_000,
    withProcessMetrics: env.NODE_ENV !== "test",
  };
}
export type PresenceConfig = ReturnType<typeof toConfig>;
