import { port } from "@chorus/kernel/config";
import { redisAddress } from "@chorus/kernel/server-addresses";
import {
  CHAT_SERVICE_URL,
  PRESENCE_SERVICE_URL,
  refuseUnsafe,
  serviceEnvironment,
  TRUST_PROXY,
  tracingConfig,
} from "@chorus/kernel/service-environment";
import { z } from "zod";

const positive = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

/** Every variable the gateway reads; `.env.example` is made from it. */
export const environment = z.object({
  ...serviceEnvironment,
  CHAT_SERVICE_URL,
  PRESENCE_SERVICE_URL,
  GATEWAY_HOST: z.string().default("127.0.0.1").describe("address websocket-gateway listens on"),
  GATEWAY_PORT: port(8080).describe("port websocket-gateway listens on"),
  GATEWAY_ADMIN_PORT: port(9080).describe(
    "port of websocket-gateway's /metrics where others reach it; elsewhere they are on its own port",
  ),
  GATEWAY_TRUST_PROXY: TRUST_PROXY,
  GATEWAY_UPGRADES_PER_SECOND: positive(100).describe("new WebSockets per second and client address"),
  GATEWAY_UPGRADES_BURST: positive(500).describe("new WebSockets per client address in one burst"),
  GATEWAY_UNAUTHENTICATED_PER_ADDRESS: positive(100).describe(
    "WebSockets per client address that have not said hello yet",
  ),
  GATEWAY_DRAIN_CONNECTIONS_PER_SECOND: positive(500).describe(
    "how many clients a second the other gateways can take over when this one leaves",
  ),
});

/** @throws ConfigError for what is not safe where others can reach it */
export function toConfig(variables: z.output<typeof environment>) {
  const { GATEWAY_HOST: host, INTERNAL_SECRET, DESK_ORIGINS, WIDGET_ORIGINS } = variables;
  const isExposed = refuseUnsafe({
    ...{ mode: variables.NODE_ENV, host, isBehindProxy: variables.GATEWAY_TRUST_PROXY },
    origins: { DESK_ORIGINS, WIDGET_ORIGINS },
    servers: { REDIS_URL: variables.REDIS_URL },
    secrets: { INTERNAL_SECRET },
  });
  return {
    isExposed,
    host,
    port: variables.GATEWAY_PORT,
    /** Null: `/metrics` is on the public port. */
    adminPort: isExposed ? variables.GATEWAY_ADMIN_PORT : null,
    trustProxy: variables.GATEWAY_TRUST_PROXY,
    admission: {
      upgradesPerSecond: variables.GATEWAY_UPGRADES_PER_SECOND,
      upgradesBurst: variables.GATEWAY_UPGRADES_BURST,
      unauthenticatedPerAddress: variables.GATEWAY_UNAUTHENTICATED_PER_ADDRESS,
    },
    drain: { connectionsPerSecond: variables.GATEWAY_DRAIN_CONNECTIONS_PER_SECOND },
    redisUrl: redisAddress(variables),
    chatServiceUrl: variables.CHAT_SERVICE_URL,
    presenceServiceUrl: variables.PRESENCE_SERVICE_URL,
    internalSecret: INTERNAL_SECRET,
    origins: [...DESK_ORIGINS, ...WIDGET_ORIGINS],
    tracing: tracingConfig(variables),
    log: { level: variables.LOG_LEVEL, pretty: variables.LOG_PRETTY },
    withProcessMetrics: variables.NODE_ENV !== "test",
  };
}
export type GatewayConfig = ReturnType<typeof toConfig>;
