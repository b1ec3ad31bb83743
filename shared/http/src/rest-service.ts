import type { AccessClaims } from "@chorus/auth/access-token";
import type { Authenticator } from "@chorus/auth/authenticator";
import { createServiceTokens, createServiceTokenVerifier } from "@chorus/auth/service-token";
import type { ControlMessage } from "@chorus/contracts/bus/messages";
import type { ServiceName } from "@chorus/contracts/services";
import { type Clock, systemClock } from "@chorus/kernel/clock";
import type { Service } from "@chorus/kernel/service";
import { createLogger, type Logger } from "@chorus/observability/logger";
import { createMetrics, type Metrics } from "@chorus/observability/metrics";
import { checkRedis, connectCommands, openRedis } from "@chorus/redis/connect";
import type { Hono } from "hono";
import type { Redis } from "ioredis";
import { type Endpoint, mount } from "./mount.ts";
import { openRemoteAuthority } from "./remote-authority.ts";
import type { RestConfig } from "./rest-config.ts";
import { claimsOf, routeAuthenticator } from "./route-authenticator.ts";
import { createServiceClient, type ServiceClient } from "./service-client.ts";
import { createServiceServer } from "./service-server.ts";
import { createWriteLimits } from "./write-limits.ts";

/** The dependencies of every REST service but chat-service. Nothing connects before the service's `start`. */
export interface RestParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly redis: Redis;
  readonly authenticator: Authenticator;
  /** A client for chat-service with connections of its own. */
  readonly chat: ServiceClient;
  /** A client for another service; closed with this one. */
  clientOf(audience: ServiceName, baseUrl: string, timeoutMs: number): ServiceClient;
}

/** The authenticated person; null on routes that are for other services or public. */
export type RestCaller = AccessClaims | null;

/** The parts that a service adds. */
export interface RestWork<Context> {
  /** The context of its verbs; tests read it. */
  context: Context;
  endpoints: readonly Endpoint<RestCaller>[];
  /** Readiness checks beside Redis, by name: `ok`, or what is wrong. */
  checks?: Readonly<Record<string, () => Promise<string>>>;
  /** Routes that are not in the contract: callbacks of third parties, pages. */
  addRoutes?: (app: Hono) => void;
  /** After Redis is connected, before requests are answered. */
  start?: () => Promise<void>;
  /** Ends streams that would otherwise go on while the service drains. */
  endStreams?: () => void;
  /** After the last answer; may be called again: stops its background work. */
  stop?: () => Promise<void>;
  close?: () => Promise<void>;
}

/** Endpoints that all require a person, so that each handler has a caller. */
export function forPeople(endpoints: readonly Endpoint<AccessClaims>[]): Endpoint<RestCaller>[] {
  return endpoints.map(({ route, handle }) => ({
    route,
    handle: (input) => handle({ ...input, caller: claimsOf(input) }),
  }));
}

export interface RestService<Context = unknown> extends Service {
  readonly context: Context;
  /** `http://127.0.0.1:8081`, with the port really listened on; after `start`. */
  readonly url: string;
}

export interface RestOptions {
  clock?: Clock | undefined;
  chatTimeoutMs: number;
  /** For streams, which stay open while the session lasts. */
  onRevoked?: (revocation: ControlMessage) => void;
}

/** Assembles a REST service: connects, listens, drains and closes in the right order. */
export function createRestService(
  name: ServiceName,
  config: RestConfig,
  options: RestOptions,
): { parts: RestParts; serve: <Context>(work: RestWork<Context>) => RestService<Context> } {
  const { clock = systemClock, chatTimeoutMs } = options;
  const logger = createLogger({ service: name, level: config.log.level, pretty: config.log.pretty });
  const metrics = createMetrics(name, { withProcess: config.withProcessMetrics });
  const redis = connectCommands(config.redisUrl, (error) => logger.debug({ err: error }, "redis connection"));
  // The system clock: other processes read these times, while tests may move the service's clock.
  const tokenNow = () => systemClock.now();
  const tokensFor = (audience: ServiceName) =>
    createServiceTokens({ service: name, audience, secret: config.internalSecret, now: tokenNow });
  const clients: ServiceClient[] = [];
  const clientOf = (audience: ServiceName, baseUrl: string, timeoutMs: number) => {
    const client = createServiceClient({ baseUrl, serviceToken: tokensFor(audience), timeoutMs });
    clients.push(client);
    return client;
  };
  const authority = openRemoteAuthority({
    ...{ chatServiceUrl: config.chatServiceUrl, serviceToken: tokensFor("chat-service"), redisUrl: config.redisUrl },
    now: () => clock.now(),
    ...(options.onRevoked && { onRevoked: options.onRevoked }),
    onError: (error) => logger.debug({ err: error }, "revocations"),
  });
  const { authenticator } = authority;
  const chat = clientOf("chat-service", config.chatServiceUrl, chatTimeoutMs);
  const verifyServiceToken = createServiceTokenVerifier({
    service: name,
    secret: config.internalSecret,
    now: tokenNow,
  });
  const writes = createWriteLimits(redis, config.writesPerMinute);

  const serve = <Context>(work: RestWork<Context>): RestService<Context> => {
    const check = async () => {
      const checks = Object.entries({ ...work.checks, redis: () => checkRedis(redis) });
      return Object.fromEntries(await Promise.all(checks.map(async ([part, ask]) => [part, await ask()] as const)));
    };
    const server = createServiceServer({
      ...{ service: name, logger, metrics, check },
      ...{ http: config.http, adminPort: config.adminPort },
    });
    return {
      name,
      context: work.context,
      get url() {
        return server.url;
      },
      async start() {
        await Promise.all([openRedis(redis), authority.start()]);
        await work.start?.();
        await server.start((app) => {
          mount(app, name, work.endpoints, {
            authenticate: routeAuthenticator({ authenticator, verifyServiceToken }),
            countWrite: (route, caller) => writes.count(route, caller),
          });
          work.addRoutes?.(app);
        });
      },
      ready: check,
      async drain(deadlineMs) {
        work.endStreams?.();
        await server.drain(deadlineMs);
        await work.stop?.();
      },
      async [Symbol.asyncDispose]() {
        await server.close();
        await work.stop?.();
        await work.close?.();
        authority.close();
        for (const client of clients) client.close();
        redis.disconnect();
      },
    };
  };
  return { parts: { clock, logger, metrics, redis, authenticator, chat, clientOf }, serve };
}
