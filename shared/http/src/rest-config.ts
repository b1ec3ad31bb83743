import { defaultAdminPort, portVariable, SERVICES, type ServiceName } from "@chorus/contracts/services";
import { port } from "@chorus/kernel/config";
import {
  CHAT_SERVICE_URL,
  HTTP_CONNECTIONS_PER_NETWORK,
  refuseUnsafeOrigins,
  refuseUnsafeSecrets,
  refuseUnsafeServers,
  serviceEnvironment,
  writeLimits,
  writesPerMinute,
} from "@chorus/kernel/service-environment";
import { z } from "zod";

type Prefix<Name extends ServiceName> = (typeof SERVICES)[Name]["prefix"];

const common = { ...serviceEnvironment, ...writeLimits, HTTP_CONNECTIONS_PER_NETWORK, CHAT_SERVICE_URL };

type OwnVariables<Name extends ServiceName> = Record<`${Prefix<Name>}_HOST`, z.ZodDefault<z.ZodString>> &
  Record<`${Prefix<Name>}_PORT` | `${Prefix<Name>}_ADMIN_PORT`, ReturnType<typeof port>>;

/** The variables of every REST service but chat-service, to be spread into its own schema. */
export function restEnvironment<Name extends ServiceName>(name: Name): typeof common & OwnVariables<Name> {
  const { prefix, port: ownPort } = SERVICES[name];
  const own = {
    [`${prefix}_HOST`]: z.string().default("127.0.0.1").describe(`address ${name} listens on`),
    [portVariable(name)]: port(ownPort).describe(`port ${name} listens on`),
    [`${prefix}_ADMIN_PORT`]: port(defaultAdminPort(name)).describe(
      `port of ${name}'s /metrics and /internal in production; elsewhere they are on its own port`,
    ),
  };
  return { ...common, ...own } as typeof common & OwnVariables<Name>;
}

type CommonEnvironment = z.output<z.ZodObject<typeof common>>;

/** Secrets of the service, beside the internal one that each has. */
export interface MoreToRefuse {
  secrets?: Readonly<Record<string, string>>;
  foreignSecrets?: Readonly<Record<string, string>>;
  /** Addresses in links for people. */
  publicUrls?: Readonly<Record<string, string>>;
  /** Called by the desk only, not by the widget. */
  isForDeskAlone?: boolean;
}

export type RestConfig = ReturnType<typeof restConfig>;

/** @throws ConfigError for secrets that are published or weak, and for origins and data servers that are not safe */
export function restConfig(name: ServiceName, env: CommonEnvironment, more: MoreToRefuse = {}) {
  const { secrets = {}, foreignSecrets = {}, publicUrls = {}, isForDeskAlone = false } = more;
  const { prefix } = SERVICES[name];
  const own = env as unknown as Record<string, string | number>;
  const { DATABASE_URL = "" } = own;
  const host = String(own[`${prefix}_HOST`]);
  const isProduction = env.NODE_ENV === "production";
  const browsers = { DESK_ORIGINS: env.DESK_ORIGINS, ...(!isForDeskAlone && { WIDGET_ORIGINS: env.WIDGET_ORIGINS }) };
  refuseUnsafeSecrets({
    host,
    isProduction,
    origins: [...env.DESK_ORIGINS, ...env.WIDGET_ORIGINS, ...Object.values(publicUrls)],
    secrets: { INTERNAL_SECRET: env.INTERNAL_SECRET, ...secrets },
    foreignSecrets,
  });
  refuseUnsafeServers(isProduction, { DATABASE_URL: String(DATABASE_URL), REDIS_URL: env.REDIS_URL });
  const addresses = Object.fromEntries(Object.entries(publicUrls).map(([variable, url]) => [variable, [url]]));
  refuseUnsafeOrigins(isProduction, { ...browsers, ...addresses });
  return {
    isProduction,
    log: { level: env.LOG_LEVEL, pretty: env.LOG_PRETTY },
    http: {
      host,
      port: Number(own[portVariable(name)]),
      corsOrigins: Object.values(browsers).flat(),
      connectionsPerNetwork: env.HTTP_CONNECTIONS_PER_NETWORK,
    },
    writesPerMinute: writesPerMinute(env),
    /** Null: `/metrics` is on the public port. */
    adminPort: isProduction ? Number(own[`${prefix}_ADMIN_PORT`]) : null,
    redisUrl: env.REDIS_URL,
    chatServiceUrl: env.CHAT_SERVICE_URL,
    internalSecret: env.INTERNAL_SECRET,
    withProcessMetrics: env.NODE_ENV !== "test",
  };
}
