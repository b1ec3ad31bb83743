import { MIN_SECRET_CHARACTERS } from "@chorus/auth/service-token";
import { ConfigError, list, nodeEnvironment, port } from "@chorus/kernel/config";
import { z } from "zod";

const DEVELOPMENT_SECRET = "development-internal-secret-change-me";

const positive = (fallback: number) => z.coerce.number().int().min(1).default(fallback);
const flag = z.stringbool().default(false);

/** Every variable the gateway reads; `.env.example` is made from it. */
export const environment = z.object({
  NODE_ENV: nodeEnvironment,
  GATEWAY_HOST: z.string().default("127.0.0.1").describe("address websocket-gateway listens on"),
  GATEWAY_PORT: port(8080).describe("port websocket-gateway listens on"),
  GATEWAY_TRUST_PROXY: flag.describe("take the client's address from the last entry of X-Forwarded-For"),
  GATEWAY_UPGRADES_PER_SECOND: positive(100).describe("new WebSockets per second and client address"),
  GATEWAY_UPGRADES_BURST: positive(500).describe("new WebSockets per client address in one burst"),
  GATEWAY_UNAUTHENTICATED_PER_ADDRESS: positive(100).describe(
    "WebSockets per client address that have not said hello yet",
  ),
  GATEWAY_DRAIN_CONNECTIONS_PER_SECOND: positive(500).describe(
    "how many clients a second the other gateways can take over when this one leaves",
  ),
  REDIS_URL: z.string().default("redis://127.0.0.1:6379").describe("Redis, with maxmemory-policy noeviction"),
  CHAT_SERVICE_URL: z.string().default("http://127.0.0.1:8082").describe("where services reach chat-service"),
  PRESENCE_SERVICE_URL: z.string().default("http://127.0.0.1:8081").describe("where services reach presence-service"),
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
  LOG_LEVEL: z.string().default("info").describe("trace, debug, info, warn, error or silent"),
  LOG_PRETTY: flag.describe("readable log lines instead of JSON"),
});

/** @throws ConfigError when production would run with the development secret */
export function toConfig(variables: z.output<typeof environment>) {
  if (variables.NODE_ENV === "production" && variables.INTERNAL_SECRET === DEVELOPMENT_SECRET) {
    throw new ConfigError("INTERNAL_SECRET still has its development default: set a random one");
  }
  return {
    host: variables.GATEWAY_HOST,
    port: variables.GATEWAY_PORT,
    trustProxy: variables.GATEWAY_TRUST_PROXY,
    admission: {
      upgradesPerSecond: variables.GATEWAY_UPGRADES_PER_SECOND,
      upgradesBurst: variables.GATEWAY_UPGRADES_BURST,
      unauthenticatedPerAddress: variables.GATEWAY_UNAUTHENTICATED_PER_ADDRESS,
    },
    drain: { connectionsPerSecond: variables.GATEWAY_DRAIN_CONNECTIONS_PER_SECOND },
    redisUrl: variables.REDIS_URL,
    chatServiceUrl: variables.CHAT_SERVICE_URL,
    presenceServiceUrl: variables.PRESENCE_SERVICE_URL,
    internalSecret: variables.INTERNAL_SECRET,
    origins: [...variables.DESK_ORIGINS, ...variables.WIDGET_ORIGINS],
    log: { level: variables.LOG_LEVEL, pretty: variables.LOG_PRETTY },
    withProcessMetrics: variables.NODE_ENV !== "test",
  };
}
export type GatewayConfig = ReturnType<typeof toConfig>;
