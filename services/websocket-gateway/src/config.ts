import { port } from "@chorus/kernel/config";
import {
  CHAT_SERVICE_URL,
  PRESENCE_SERVICE_URL,
  refuseUnsafeOrigins,
  refuseUnsafeSecrets,
  refuseUnsafeServers,
  serviceEnvironment,
} from "@chorus/kernel/service-environment";
import { z } from "zod";

const positive = (fallback: number) => z.coerce.number().int().min(1).default(fallback);
const flag = z.stringbool().default(false);

/** Every variable the gateway reads; `.env.example` is made from it. */
export const environment = z.object({
  ...serviceEnvironment,
  CHAT_SERVICE_URL,
  PRESENCE_SERVICE_URL,
  GATEWAY_HOST: z.string().default("127.0.0.1").describe("address websocket-gateway listens on"),
  GATEWAY_PORT: port(8080).describe("port websocket-gateway listens on"),
  GATEWAY_ADMIN_PORT: port(9080).describe(
    "port of websocket-gateway's /metrics in production; elsewhere they are on its own port",
  ),
  GATEWAY_TRUST_PROXY: flag.describe("take the client's address from the last entry of X-Forwarded-For"),
  GATEWAY_UPGRADES_PER_SECOND: positive(100).describe("new WebSockets per second and client address"),
  GATEWAY_UPGRADES_BURST: positive(500).describe("new WebSockets per client address in one burst"),
  GATEWAY_UNAUTHENTICATED_PER_ADDRESS: positive(100).describe(
    "WebSockets per client address that have not said hello yet",
  ),
  GATEWAY_DRAIN_CONNECTIONS_PER_SECOND: positive(500).describe(
    "how many clients a second the other gateways can take over when this one leaves",
  ),
});

/** @throws ConfigError when production would run with the development secret */
export function toConfig(variables: z.output<typeof environment>) {
  const isProduction = variables.NODE_ENV === "production";
  const { GATEWAY_HOST: host, INTERNAL_SECRET, DESK_ORIGINS, WIDGET_ORIGINS } = variables;
  const origins = [...DESK_ORIGINS, ...WIDGET_ORIGINS];
  const isBehindProxy = variables.GATEWAY_TRUST_PROXY;
  refuseUnsafeSecrets({ host, isProduction, isBehindProxy, origins, secrets: { INTERNAL_SECRET } });
  refuseUnsafeServers(isProduction, { REDIS_URL: variables.REDIS_URL });
  refuseUnsafeOrigins(isProduction, { DESK_ORIGINS, WIDGET_ORIGINS });
  return {
    host,
    port: variables.GATEWAY_PORT,
    /** Null: `/metrics` is on the public port. */
    adminPort: isProduction ? variables.GATEWAY_ADMIN_PORT : null,
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
    internalSecret: INTERNAL_SECRET,
    origins,
    log: { level: variables.LOG_LEVEL, pretty: variables.LOG_PRETTY },
    withProcessMetrics: variables.NODE_ENV !== "test",
  };
}
export type GatewayConfig = ReturnType<typeof toConfig>;
