import { defaultAdminPort, portVariable, SERVICES, type ServiceName } from "@chorus/contracts/services";
import { port } from "@chorus/kernel/config";
import { redisAddress } from "@chorus/kernel/server-addresses";
import {
  CHAT_SERVICE_URL,
  HTTP_CONNECTIONS_PER_NETWORK,
  refuseUnsafe,
  serviceEnvironment,
  type ServiceSafety,
  TRUST_PROXY,
  writeLimits,
  writesPerMinute,
  tracingConfig,
} from "@chorus/kernel/service-environment";
import { z } from "zod";

type Prefix<Name extends ServiceName> = (typeof SERVICES)[Name]["prefix"];

const common = { ...serviceEnvironment, ...writeLimits, HTTP_CONNECTIONS_PER_NETWORK, CHAT_SERVICE_URL };

type OwnVariables<Name extends ServiceName> = Record<`${Prefix<Name>}_HOST`, z.ZodDefault<z.ZodString>> &
  Record<`${Prefix<Name>}_TRUST_PROXY`, typeof TRUST_PROXY> &
  Record<`${Prefix<Name>}_PORT` | `${Prefix<Name>}_ADMIN_PORT`, ReturnType<typeof port>>;

/** The variables of every REST service but chat-service, to be spread into its own schema. */
export function restEnvironment<Name extends ServiceName>(name: Name): typeof common & OwnVariables<Name> {
  const { prefix, port: ownPort } = SERVICES[name];
  const own = {
    [`${prefix}_HOST`]: z.string().default("127.0.0.1").describe(`address ${name} listens on`),
    [portVariable(name)]: port(ownPort).describe(`port ${name} listens on`),
    [`${prefix}_TRUST_PROXY`]: TRUST_PROXY,
    [`${prefix}_ADMIN_PORT`]: port(defaultAdminPort(name)).describe(
      `port of ${name}'s /metrics and /internal where others reach it; elsewhere they are on its own port`,
    ),
  };
  return { ...common, ...own } as typeof common & OwnVariables<Name>;
}

type CommonEnvironment = z.output<z.ZodObject<typeof common>>;

/** What is checked of the service beside what each has. */
export interface MoreOfService extends Partial<
  Pick<ServiceSafety, "secrets" | "foreignSecrets" | "origins" | "servers" | "receivers" | "forDevelopment">
> {
  /** Called by the desk only, not by the widget. */
  isForDeskAlone?: boolean;
}

export type RestConfig = ReturnType<typeof restConfig>;

/** @throws ConfigError for what is not safe where others can reach it */
export function restConfig(name: ServiceName, env: CommonEnvironment, more: MoreOfService = {}) {
  const { isForDeskAlone = false, ...checked } = more;
  const { prefix } = SERVICES[name];
  const own = env as unknown as Record<string, string | number | boolean>;
  const { DATABASE_URL = "" } = own;
  const { DESK_ORIGINS, WIDGET_ORIGINS } = env;
  const host = String(own[`${prefix}_HOST`]);
  const isBehindProxy = own[`${prefix}_TRUST_PROXY`] === true;
  const isExposed = refuseUnsafe({
    ...checked,
    ...{ mode: env.NODE_ENV, host, isBehindProxy },
    origins: { DESK_ORIGINS, WIDGET_ORIGINS, ...checked.origins },
    servers: { DATABASE_URL: String(DATABASE_URL), REDIS_URL: env.REDIS_URL, ...checked.servers },
    secrets: { INTERNAL_SECRET: env.INTERNAL_SECRET, ...checked.secrets },
  });
  return {
    isExposed,
    log: { level: env.LOG_LEVEL, pretty: env.LOG_PRETTY },
    tracing: tracingConfig(env),
    http: {
      host,
      port: Number(own[portVariable(name)]),
      corsOrigins: isForDeskAlone ? DESK_ORIGINS : [...DESK_ORIGINS, ...WIDGET_ORIGINS],
      trustProxy: isBehindProxy,
      // Behind a proxy all connections are its own.
      connectionsPerNetwork: isBehindProxy ? undefined : env.HTTP_CONNECTIONS_PER_NETWORK,
    },
    writesPerMinute: writesPerMinute(env),
    /** Null: `/metrics` is on the public port. */
    adminPort: isExposed ? Number(own[`${prefix}_ADMIN_PORT`]) : null,
    redisUrl: redisAddress(env),
    chatServiceUrl: env.CHAT_SERVICE_URL,
    internalSecret: env.INTERNAL_SECRET,
    withProcessMetrics: env.NODE_ENV !== "test",
  };
}
