import { readAvailability } from "@chorus/contracts/routes/internal-chat";
import { createServiceTokens } from "@chorus/auth/service-token";
import { mount } from "@chorus/http/mount";
import { createWriteLimits } from "@chorus/http/write-limits";
import { openRemoteAuthority } from "@chorus/http/remote-authority";
import { createServiceClient } from "@chorus/http/service-client";
import { createServiceServer } from "@chorus/http/service-server";
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
  const writes = createWriteLimits(redis, config.writesPerMinute);
  const serviceToken = createServiceTokens({
    service: SERVICE,
    audience: "chat-service",
    secret: config.internalSecret,
    now: () => clock.now(),
  });
  const chat = createServiceClient({ baseUrl: config.chatServiceUrl, serviceToken, timeoutMs: CHAT_TIMEOUT_MS });
  const authority = openRemoteAuthority({
    ...{ chatServiceUrl: config.chatServiceUrl, serviceToken, redisUrl: config.redisUrl },
    now: () => clock.now(),
    onError: (error) => logger.debug({ err: error }, "revocations"),
  });
  const check = async () => ({ redis: await checkRedis(redis) });
  const server = createServiceServer({
    ...{ service: SERVICE, logger, metrics, check },
    ...{ http: config.http, adminPort: config.adminPort },
  });
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
    authenticator: authority.authenticator,
    internalSecret: config.internalSecret,
  };

  return {
    name: SERVICE,
    get url() {
      return server.url;
    },
    async start() {
      await Promise.all([openRedis(redis), authority.start()]);
      stopReaper = startReaper(context, config.reapEveryMs);
      await server.start((app) =>
        mount(app, SERVICE, presenceEndpoints(context), {
          authenticate: authenticator(context),
          countWrite: (route, caller) => writes.count(route, caller),
        }),
      );
    },
    ready: check,
    async drain(deadlineMs) {
      await server.drain(deadlineMs);
      await stopReaper?.();
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await stopReaper?.();
      authority.close();
      chat.close();
      redis.disconnect();
    },
  };
}
