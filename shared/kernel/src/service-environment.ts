import { isIPv4 } from "node:net";
import { z } from "zod";
import { ConfigError, list } from "./config.ts";
import {
  DEVELOPMENT_INTERNAL_SECRET,
  DEVELOPMENT_LINK_SECRET,
  isNoRandomText,
  isPublishedSecret,
} from "./published-secrets.ts";

const MIN_SECRET_CHARACTERS = 32;

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
    .describe("the same of a tenant's customers in one network, where chat-service knows their address"),
};

/** For services that answer over HTTP. */
export const HTTP_CONNECTIONS_PER_NETWORK = z.coerce
  .number()
  .int()
  .min(1)
  .default(500)
  .describe("connections of one client address to each service; behind a proxy, as many as it opens");

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
  .describe("where services reach chat-service; in production its admin port, http://chat:9082");
export const PRESENCE_SERVICE_URL = z
  .string()
  .default("http://127.0.0.1:8081")
  .describe("where services reach presence-service; in production its admin port, http://presence:9081");

/** chat-service uses it for due times and notification-worker for decisions, so both must have the same value. */
export const NOTIFICATION_GRACE_SECONDS = z.coerce
  .number()
  .int()
  .min(0)
  .max(3600)
  .default(60)
  .describe("who reads within this time is not notified");

/** Of chat-service, which opens the links, and of notification-worker, which writes them into mails. */
export const LINK_SECRET = secret(DEVELOPMENT_LINK_SECRET).describe(
  "signs what mails lead to: links, addresses for answers; the same for chat-service and notification-worker, at least 32 characters",
);

export interface ExposedService {
  /** The listen address: published secrets are accepted only on loopback, and not in production. */
  host: string;
  isProduction: boolean;
  /** Behind a proxy the service is reachable for others, wherever it listens. */
  isBehindProxy?: boolean;
  /** Origins of browsers: one that is not on this machine implies a proxy. */
  origins: readonly string[];
  /** Variables that hold secrets; an empty one is not used. */
  secrets: Readonly<Record<string, string>>;
  /** Secrets issued by third parties: only their published values are refused. */
  foreignSecrets?: Readonly<Record<string, string>>;
}

/**
 * Secure by default: whatever NODE_ENV says, a service that others can reach does not start with a secret that
 * is published, short, or one for two purposes.
 * @throws ConfigError with a line for each secret
 */
export function refuseUnsafeSecrets(service: ExposedService): void {
  const { secrets, foreignSecrets = {} } = service;
  const exposure = exposureOf(service);
  const given = Object.entries(secrets).filter(([, value]) => value !== "");
  const published = (name: string) =>
    exposure === null ? [] : [`${name} still has its published development value, ${exposure}: set a random one`];
  const problems = given.flatMap(([name, value]) => {
    const twin = given.find(([other, same]) => other < name && same === value)?.[0];
    if (twin !== undefined) return [`${name} is the same as ${twin}: set a random one of its own`];
    if (isPublishedSecret(value)) return published(name);
    if (value.length < MIN_SECRET_CHARACTERS) return [`${name} must have at least ${MIN_SECRET_CHARACTERS} characters`];
    return isNoRandomText(value) ? [`${name} is no random text: set a random one`] : [];
  });
  const foreign = Object.entries(foreignSecrets).filter(([, value]) => isPublishedSecret(value));
  problems.push(...foreign.flatMap(([name]) => published(name)));
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
}

/** Why others can reach a service; null when only this machine can. */
function exposureOf({ host, isProduction, isBehindProxy = false, origins }: ExposedService): string | null {
  if (isProduction) return "in production";
  if (!isLoopback(host)) return `while it listens on ${host}`;
  if (isBehindProxy) return "while it trusts a proxy";
  const far = origins.find((origin) => !URL.canParse(origin) || !isLoopback(new URL(origin).hostname));
  return far === undefined ? null : `while browsers reach it from ${far}`;
}

/** 127.0.0.0/8, ::1 and their names; not 0.0.0.0, which means every address of the machine. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || (isIPv4(host) && host.startsWith("127."));
}

/**
 * @param origins of browsers that are trusted, or addresses that people are sent to
 * @throws ConfigError for any origin at all and, in production, for one without TLS that is not on this machine
 */
export function refuseUnsafeOrigins(isProduction: boolean, origins: Readonly<Record<string, readonly string[]>>): void {
  const problems = Object.entries(origins).flatMap(([name, list]) =>
    list.flatMap((origin) => {
      if (origin === "*" || origin === "null") return [`${name} must name origins, not ${origin}`];
      const url = URL.canParse(origin) ? new URL(origin) : null;
      if (!url) return [`${name}: ${origin} is no address such as https://desk.example.com`];
      if (isProduction && url.protocol !== "https:" && !isLoopback(url.hostname))
        return [`${name}: ${origin} must begin with https:// in production`];
      return [];
    }),
  );
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
}

/**
 * Passwords of the data servers on other machines.
 * @param urls by variable; one that is not an address is left to its client to refuse
 * @throws ConfigError for a published password and, in production, for a Redis without one
 */
export function refuseUnsafeServers(isProduction: boolean, urls: Readonly<Record<string, string>>): void {
  const far = Object.entries(urls).flatMap(([name, text]) => {
    const url = serverUrl(text);
    return url === null || isOfThisMachine(url) ? [] : [{ name, url }];
  });
  const problems = far.flatMap(({ name, url }) => {
    const passwords = [decoded(url.password), ...url.searchParams.getAll("password")];
    if (passwords.some(isPublishedSecret))
      return [`${name} has the published password, and its server is not on this machine: set a random one`];
    const isOpen = isProduction && url.protocol.startsWith("redis") && passwords.every((password) => password === "");
    return isOpen ? [`${name} has no password, and its server is not on this machine: set one`] : [];
  });
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
}

/** As its client reads it: Redis' also takes an address without its scheme. */
function serverUrl(text: string): URL | null {
  const isBare = /^(?:\/\/)?[^/@\s]+:\d+(?:\/|$)/.test(text) && !/^[a-z]+:\/\//i.test(text);
  const whole = isBare ? `redis://${text.replace(/^\/\//, "")}` : text.replace("@/", "@localhost/");
  return URL.canParse(whole) ? new URL(whole) : null;
}

/** Whether a data server is on this machine. Postgres also takes its hosts, or the folder of its socket, as parameters. */
export function isOfThisMachine(url: URL): boolean {
  const given = url.searchParams.getAll("host");
  const hosts = given.length > 0 ? given : [url.hostname];
  return hosts.every((host) => host === "" || host.startsWith("/") || isLoopback(host));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
