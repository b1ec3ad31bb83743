import { port } from "@chorus/kernel/config";
import {
  CHAT_SERVICE_URL,
  HTTP_CONNECTIONS_PER_NETWORK,
  refuseUnsafeOrigins,
  refuseUnsafeSecrets,
  serviceEnvironment,
  writeLimits,
  writesPerMinute,
} from "@chorus/kernel/service-environment";
import { z } from "zod";

/** What presence-service reads from the environment. */
export const environment = z.object({
  ...serviceEnvironment,
  ...writeLimits,
  HTTP_CONNECTIONS_PER_NETWORK,
  CHAT_SERVICE_URL,
  PRESENCE_HOST: z.string().default("127.0.0.1").describe("address presence-service listens on"),
  PRESENCE_PORT: port(8081).describe("port presence-service listens on"),
  PRESENCE_ADMIN_PORT: port(9081).describe(
    "port of presence-service's /metrics and /internal in production; elsewhere they are on its own port",
  ),
});

/** @throws ConfigError when production still has the default secret */
export function toConfig(env: z.output<typeof environment>) {
  const isProduction = env.NODE_ENV === "production";
  refuseUnsafeSecrets({
    host: env.PRESENCE_HOST,
    isProduction,
    origins: [...env.DESK_ORIGINS, ...env.WIDGET_ORIGINS],
    secrets: { INTERNAL_SECRET: env.INTERNAL_SECRET },
  });
  refuseUnsafeOrigins(isProduction, { DESK_ORIGINS: env.DESK_ORIGINS, WIDGET_ORIGINS: env.WIDGET_ORIGINS });
  return {
    log: { level: env.LOG_LEVEL, pretty: env.LOG_PRETTY },
    http: {
      host: env.PRESENCE_HOST,
      port: env.PRESENCE_PORT,
      corsOrigins: [...env.DESK_ORIGINS, ...env.WIDGET_ORIGINS],
      connectionsPerNetwork: env.HTTP_CONNECTIONS_PER_NETWORK,
    },
    writesPerMinute: writesPerMinute(env),
    /** Null: `/metrics` is on the public port. */
    adminPort: isProduction ? env.PRESENCE_ADMIN_PORT : null,
    redisUrl: env.REDIS_URL,
    chatServiceUrl: env.CHAT_SERVICE_URL,
    internalSecret: env.INTERNAL_SECRET,
    reapEveryMs: 1_000,
    withProcessMetrics: env.NODE_ENV !== "test",
  };
}
export type PresenceConfig = ReturnType<typeof toConfig>;
