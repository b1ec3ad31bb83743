import { remoteKeys } from "@chorus/auth/key-source";
import { readAvailability } from "@chorus/contracts/routes/internal-chat";
import { createServiceTokens } from "@chorus/auth/service-token";
import { expositionOf, listenAdmin } from "@chorus/http/admin-server";
import { createApp } from "@chorus/http/app";
import { mount } from "@chorus/http/mount";
import { listen, type HttpServer } from "@chorus/http/server";
import { createServiceClient } from "@chorus/http/service-client";
import { systemClock, type Clock } from "@chorus/kernel/clock";
import type { Service } from "@chorus/kernel/service";
import { createMetrics } from "@chorus/observability/metrics";
import { checkRedis, connectCommands, openRedis } from "@chorus/redis/connect";
import type { PresenceConfig } from "./config.ts";
import type { PresenceContext } from "./context.ts";
import { createEvents } from "./events.ts";
import { authenticator } from "./http/caller.ts";
import { presenceEndpoints } from "./http/endpoints.ts";
import { createPresenceLogger, SERVICE } from "./logger.ts";
import { startReaper } from "./reaper.ts";
import { createRedisStore } from "./store.ts";

const CHAT_TIMEOUT_MS = 3_000;

export interface PresenceOverrides {
  clock?: Clock;
}

export interface PresenceService extends Service {
  /** `http://127.0.0.1:8081`, with the port really listened on; after `start`. */
  readonly url: string;
}

/** Who is here. Holds nothing but leases; nothing is connected before `start`. */
export async function createPresenceService(
  config: PresenceConfig,
  overrides: PresenceOverrides = {},
): Promise<PresenceService> {
  const clock = overrides.clock ?? systemClock;
  const logger = createPresenceLogger(config);
  const metrics = createMetrics(SERVICE, { withProcess: config.withProcessMetrics });
  const events = createEvents(logger, metrics);
  const redis = connectCommands(config.redisUrl, events.redisFailed);
  const serviceToken = createServiceTokens({ service: SERVICE, secret: config.internalSecret, now: () => clock.now() });
  const chat = createServiceClient({ baseUrl: config.chatServiceUrl, serviceToken, timeoutMs: CHAT_TIMEOUT_MS });
  const health = { service: SERVICE, draining: false };
  const check = async () => ({ redis: await checkRedis(redis) });
  let server: HttpServer | undefined;
  let admin: HttpServer | undefined;
  let stopReaper: (() => Promise<void>) | undefined;

  const context: PresenceContext = {
    clock,
    events,
    store: createRedisStore(redis),
    publish: async (channel, message) => {
      await redis.publish(channel, JSON.stringify(message)).catch(events.redisFailed);
    },
    chat,
    readChoices: async (tenantId, userIds) => {
      const { items } = await chat.call(readAvailability, { body: { tenantId, userIds } });
      return items;
    },
    keys: remoteKeys(config.chatServiceUrl),
    internalSecret: config.internalSecret,
  };

  return {
    name: SERVICE,
    get url() {
      if (!server) throw new Error(`${SERVICE} has not started`);
      return server.url;
    },
    async start() {
      await openRedis(redis);
      const app = createApp({
        service: SERVICE,
        logger,
        metrics,
        health,
        check,
        withMetrics: config.adminPort === null,
        corsOrigins: config.http.corsOrigins,
      });
      mount(app, SERVICE, presenceEndpoints(context), { authenticate: authenticator(context) });
      stopReaper = startReaper(context, config.reapEveryMs);
      server = await listen(app, config.http);
      const { host } = config.http;
      if (config.adminPort !== null) admin = await listenAdmin(expositionOf(metrics), { host, port: config.adminPort });
      logger.info({ url: server.url }, "listening");
    },
    ready: check,
    async drain(deadlineMs) {
      health.draining = true;
      await server?.close(deadlineMs);
      await stopReaper?.();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([server?.close(0), admin?.close(0)]);
      await stopReaper?.();
      chat.close();
      redis.disconnect();
    },
  };
}
