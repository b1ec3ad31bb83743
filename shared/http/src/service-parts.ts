import { createServiceTokens } from "@chorus/auth/service-token";
import type { ServiceName } from "@chorus/contracts/services";
import { type Clock, systemClock } from "@chorus/kernel/clock";
import type { Service } from "@chorus/kernel/service";
import { createLogger, type Logger } from "@chorus/observability/logger";
import { createMetrics, type Metrics } from "@chorus/observability/metrics";
import { createTracing, type Tracing, type TracingConfig } from "@chorus/observability/tracing";
import { checkRedis, connectCommands, openRedis } from "@chorus/redis/connect";
import type { Hono } from "hono";
import type { Redis } from "ioredis";
import type { Mounted } from "./mount.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { createServiceClient, type ServiceClient } from "./service-client.ts";
import { createServiceServer, type ServiceServerOptions } from "./service-server.ts";

/** What every service with a REST API works with. Nothing is connected before the service's `start`. */
export interface ServiceParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly redis: Redis;
  /** By which another service knows this one. */
  tokensFor(audience: ServiceName): () => Promise<string>;
  /** Of another service; closed with this one. */
  clientOf(audience: ServiceName, baseUrl: string, timeoutMs: number): ServiceClient;
}

export interface ServiceConfig extends Pick<ServiceServerOptions, "http" | "adminPort"> {
  log: { level: string; pretty: boolean };
  tracing: TracingConfig;
  redisUrl: string;
  internalSecret: string;
  withProcessMetrics: boolean;
}

export interface ServiceWork {
  /** Beside Redis, by name: `ok`, or what is wrong. */
  checks?: Readonly<Record<string, () => Promise<string>>> | undefined;
  /** After Redis is connected, before anything is answered. @returns what is then answered */
  start: () => Promise<(app: Hono) => Mounted>;
  /** Ends answers that would otherwise go on while the service drains. */
  endStreams?: (() => void) | undefined;
  /** After the last answer of a drain: ends what it has begun, and waits for what that has left to do. */
  drained?: (() => Promise<void>) | undefined;
  /** Without a drain, or after one: ends what it has begun, and lets go of what it has opened. */
  close?: (() => Promise<void>) | undefined;
}

/** A service that answers. */
export interface ServedService extends Service {
  /** `http://127.0.0.1:8081`, with the port really listened on; after `start`. */
  readonly url: string;
}

/** The parts of a service, and how they become one: connect, listen, drain and close in the right order. */
export function createServiceParts(
  name: ServiceName,
  config: ServiceConfig,
  overrides: { clock?: Clock | undefined; logger?: Logger | undefined } = {},
): { parts: ServiceParts; serve: (work: ServiceWork) => ServedService } {
  const { clock = systemClock } = overrides;
  const logger = overrides.logger ?? createLogger({ service: name, ...config.log });
  const tracing = createTracing(name, config.tracing);
  const metrics = createMetrics(name, {
    withProcess: config.withProcessMetrics,
    withExemplars: config.tracing.endpoint !== "",
  });
  const redis = connectCommands(config.redisUrl, (error) => logger.debug({ err: error }, "redis connection"));
  const clients: ServiceClient[] = [];
  const tokensFor = (audience: ServiceName) =>
    createServiceTokens({
      ...{ service: name, audience, secret: config.internalSecret },
      // Read by other processes: not by the clock that tests let run ahead.
      now: () => systemClock.now(),
    });

  const serve = (work: ServiceWork): ServedService => {
    const check = async () => {
      const checks = Object.entries({ ...work.checks, redis: () => checkRedis(redis) });
      return Object.fromEntries(await Promise.all(checks.map(async ([part, ask]) => [part, await ask()] as const)));
    };
    const server = createServiceServer({
      ...{ service: name, logger, metrics, tracing, check },
      ...{ http: config.http, adminPort: config.adminPort },
    });
    let isDraining = false;
    let endHeartbeat: (() => Promise<void>) | undefined;
    return {
      name,
      get url() {
        return server.url;
      },
      async start() {
        await openRedis(redis);
        await server.start(await work.start());
        const state = () => ({ service: name, draining: isDraining });
        endHeartbeat = startHeartbeat({ redis, service: name, state, check });
      },
      ready: check,
      async drain(deadlineMs) {
        isDraining = true;
        work.endStreams?.();
        await server.drain(deadlineMs);
        await work.drained?.();
      },
      async [Symbol.asyncDispose]() {
        await endHeartbeat?.();
        await server.close();
        await work.close?.();
        for (const client of clients) client.close();
        redis.disconnect();
        await tracing.shutdown();
      },
    };
  };
  return {
    parts: {
      ...{ clock, logger, metrics, tracing, redis, tokensFor },
      clientOf(audience, baseUrl, timeoutMs) {
        const client = createServiceClient({ baseUrl, serviceToken: tokensFor(audience), timeoutMs });
        clients.push(client);
        return client;
      },
    },
    serve,
  };
}
