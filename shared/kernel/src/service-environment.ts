import { localOrigins, PORTS_BESIDE } from "@chorus/contracts/services";
import { z } from "zod";
import { ConfigError, list } from "./config.ts";
import { acceptedSecrets } from "./accepted-secrets.ts";
import { isLoopback, isNameOfThisMachine, unsafeServers } from "./server-addresses.ts";
import {
  DEVELOPMENT_INTERNAL_SECRET,
  DEVELOPMENT_LINK_SECRET,
  isNoRandomText,
  isPublishedSecret,
} from "./published-secrets.ts";

const MIN_SECRET_CHARACTERS = 32;
/** Changed without a pause: acceptedSecrets. */
const ROTATED_SECRET = "INTERNAL_SECRET";

/** A secret of at least 32 characters, with a default that only development accepts. */
export const secret = (developmentDefault: string) => z.string().min(MIN_SECRET_CHARACTERS).default(developmentDefault);

/** The variables that mean the same in every service; each takes them into its own schema. */
export const serviceEnvironment = {
  NODE_ENV: z
    .enum(["development", "test", "production"])
    .default("development")
    .describe(
      "development, test or production; every default secret is refused in production and wherever others reach a service or its data",
    ),
  LOG_LEVEL: z.string().default("info").describe("trace, debug, info, warn, error or silent"),
  LOG_PRETTY: z.stringbool().default(false).describe("readable log lines instead of JSON"),
  REDIS_URL: z
    .string()
    .default("redis://127.0.0.1:6379")
    .describe(
      "Redis, with maxmemory-policy noeviction: redis://, rediss:// (TLS), redis+sentinel://group:password@host1:26379,host2:26379/0",
    ),
  REDIS_CA_FILE: z
    .string()
    .default("")
    .describe(
      "with rediss://, the file of the authority that signed Redis' certificate; empty: those the system trusts",
    ),
  INTERNAL_SECRET: secret(DEVELOPMENT_INTERNAL_SECRET).describe(
    "signs service-to-service tokens; the same for every service, at least 32 characters; after a comma one that is accepted, too, while it is changed",
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .union([z.literal(""), z.url()])
    .default("")
    .describe("a collector that takes traces by OTLP over HTTP, http://127.0.0.1:4318; empty: none are recorded"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe("the share of messages, requests and tasks whose trace is recorded, 0 to 1; the same in every service"),
  DESK_ORIGINS: list(localOrigins(PORTS_BESIDE.DESK_PORT)).describe("origins of the admin UI, comma-separated"),
  WIDGET_ORIGINS: list(localOrigins(PORTS_BESIDE.WIDGET_PORT)).describe("origins of the widget frame, comma-separated"),
};

type TracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: string;
  OTEL_TRACES_SAMPLER_ARG: number;
  INTERNAL_SECRET: string;
};

export function tracingConfig(env: TracingVariables) {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: ratio, INTERNAL_SECRET: key } = env;
  return { endpoint, ratio, key };
}

/** Writing requests a minute, over all services. A busy agent makes a few dozen. */
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
    .describe("the same of a tenant's desk together, and of its customers together"),
  WRITES_PER_NETWORK: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe("the same of one network's strangers: sign-ins, new visitors, refreshed sessions"),
  WRITES_PER_CUSTOMER_NETWORK: z.coerce
    .number()
    .int()
    .min(1)
    .default(240)
    .describe("the same of a tenant's customers in one network, over all services"),
};

/** Of each service that people reach, under its own name. */
export const TRUST_PROXY = z
  .stringbool()
  .default(false)
  .describe("take the client's address from the last entry of X-Forwarded-For");

/** For services that answer over HTTP. */
export const HTTP_CONNECTIONS_PER_NETWORK = z.coerce
  .number()
  .int()
  .min(1)
  .default(500)
  .describe("connections of one client address to each service; not counted behind a proxy (…_TRUST_PROXY)");

export function writesPerMinute(env: { [Name in keyof typeof writeLimits]: number }) {
  return {
    person: env.WRITES_PER_PERSON,
    tenant: env.WRITES_PER_COMPANY,
    network: env.WRITES_PER_NETWORK,
    customerNetwork: env.WRITES_PER_CUSTOMER_NETWORK,
  };
}

/** The internal addresses of the services. */
export const CHAT_SERVICE_URL = z
  .string()
  .default("http://127.0.0.1:8082")
  .describe("where services reach chat-service; where others reach it, too, its admin port, http://chat:9082");
export const PRESENCE_SERVICE_URL = z
  .string()
  .default("http://127.0.0.1:8081")
  .describe("where services reach presence-service; where others reach it, too, its admin port, http://presence:9081");

/** chat-service uses it for due times and notification-worker for decisions, so both must have the same value. */
export const NOTIFICATION_GRACE_SECONDS = z.coerce
  .number()
  .int()
  .min(0)
  .max(3600)
  .default(60)
  .describe("who reads within this time is not notified");

/** Opt-in: metrics are seen by everybody who operates the installation. */
export const METRICS_TENANTS = z.coerce
  .number()
  .int()
  .min(0)
  .max(200)
  .default(0)
  .describe("how many tenants have counters of their own in /metrics, the busiest; the rest is counted together");

/** Of chat-service, which opens the links, and of notification-worker, which writes them into mails. */
export const LINK_SECRET = secret(DEVELOPMENT_LINK_SECRET).describe(
  "signs what mails lead to: links, addresses for answers; the same for chat-service and notification-worker, at least 32 characters",
);

export interface ServiceSafety {
  mode: "development" | "test" | "production";
  /** The listen address. */
  host: string;
  /** Behind a proxy the service is reachable for others, wherever it listens. */
  isBehindProxy?: boolean;
  /** Origins of browsers that are trusted, and addresses that people are sent to, by variable. */
  origins: Readonly<Record<string, readonly string[]>>;
  /** Addresses of data servers by variable. */
  servers: Readonly<Record<string, string>>;
  /** Other companies' and model servers that are given keys or messages, by variable; an empty one is not used. */
  receivers?: Readonly<Record<string, string>>;
  /** Variables that hold secrets; an empty one is not used. */
  secrets: Readonly<Record<string, string>>;
  /** Secrets issued by third parties: only their published values are refused. */
  foreignSecrets?: Readonly<Record<string, string>>;
  /** Variables that are for development and tests alone. */
  forDevelopment?: Readonly<Record<string, string>>;
}

/**
 * Secure by default: whatever NODE_ENV says, of a service that others can reach everything is demanded that
 * production demands.
 * @returns whether others can reach it
 * @throws ConfigError with a line for each secret, origin, server and address that is not safe
 */
export function refuseUnsafe(service: ServiceSafety): boolean {
  const exposure = exposureOf(service);
  const problems = [
    ...unsafeSecrets(service, exposure),
    ...unsafeServers(service.servers, exposure),
    ...unsafeAddresses(service.origins, exposure),
    ...unsafeReceivers(service.receivers ?? {}, exposure),
    ...Object.entries(service.forDevelopment ?? {})
      .filter(([, value]) => exposure !== null && value !== "")
      .map(([name]) => `${name} is for development and tests: it must not be set ${exposure}`),
  ];
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
  return exposure !== null;
}

/** Why others can reach a service; null when only this machine can. Data servers elsewhere have rules of their own. */
function exposureOf({ mode, host, isBehindProxy = false, origins }: ServiceSafety): string | null {
  if (mode === "production") return "in production";
  if (!isLoopback(host)) return `while it listens on ${host}`;
  // Tests say whose address a request comes from, as a proxy does.
  if (isBehindProxy && mode !== "test") return "while it trusts a proxy";
  const far = Object.values(origins)
    .flat()
    .find((origin) => !URL.canParse(origin) || !isNameOfThisMachine(new URL(origin).hostname));
  return far === undefined ? null : `while people reach it from ${far}`;
}

function unsafeSecrets({ secrets, foreignSecrets = {} }: ServiceSafety, exposure: string | null): string[] {
  const given = Object.entries(secrets).flatMap(([name, value]) => {
    const values = (name === ROTATED_SECRET ? acceptedSecrets(value) : [value]).filter((one) => one !== "");
    return values.map((one) => ({ name, value: one, isOneOfSeveral: values.length > 1 }));
  });
  const published = (name: string) =>
    exposure === null ? [] : [`${name} still has its published development value, ${exposure}: set a random one`];
  const own = given.flatMap(({ name, value, isOneOfSeveral }) => {
    const twin = given.find((other) => other.name < name && other.value === value)?.name;
    if (twin !== undefined) return [`${name} is the same as ${twin}: set a random one of its own`];
    if (isPublishedSecret(value)) return published(name);
    if (value.length < MIN_SECRET_CHARACTERS) return [tooShort(name, isOneOfSeveral)];
    return isNoRandomText(value) ? [`${name} is no random text: set a random one`] : [];
  });
  const foreign = Object.entries(foreignSecrets).filter(([, value]) => isPublishedSecret(value));
  return [...own, ...foreign.flatMap(([name]) => published(name))];
}

/** Whoever has a comma in a secret need not know that it is read as two. */
function tooShort(name: string, isOneOfSeveral: boolean): string {
  const whose = isOneOfSeveral ? `${name}: each of its values, separated by a comma,` : name;
  return `${whose} must have at least ${MIN_SECRET_CHARACTERS} characters`;
}

/** Any origin at all is refused everywhere; one without TLS that is not on this machine, where others come. */
function unsafeAddresses(addresses: Readonly<Record<string, readonly string[]>>, exposure: string | null): string[] {
  return Object.entries(addresses).flatMap(([name, list]) =>
    list.flatMap((address) => {
      if (address === "*" || address === "null") return [`${name} must name origins, not ${address}`];
      const url = URL.canParse(address) ? new URL(address) : null;
      if (!url) return [`${name}: ${address} is no address such as https://desk.example.com`];
      if (exposure !== null && url.protocol !== "https:" && !isNameOfThisMachine(url.hostname))
        return [`${name}: ${address} must begin with https:// ${exposure}`];
      return [];
    }),
  );
}

/** Keys and messages leave this machine by TLS; the addresses are not repeated, for they may hold a password. */
function unsafeReceivers(receivers: Readonly<Record<string, string>>, exposure: string | null): string[] {
  return Object.entries(receivers).flatMap(([name, address]) => {
    if (address === "") return [];
    if (!URL.canParse(address)) return [`${name} is no address such as https://api.example.com`];
    const { protocol, hostname } = new URL(address);
    if (exposure === null || protocol === "https:" || isNameOfThisMachine(hostname)) return [];
    return [`${name} must begin with https:// ${exposure}: keys or messages go there`];
  });
}
