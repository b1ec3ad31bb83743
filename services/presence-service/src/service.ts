import { readAvailability } from "@chorus/contracts/routes/internal-chat";
import { createRestService, type RestService } from "@chorus/http/rest-service";
import type { Clock } from "@chorus/kernel/clock";
import type { PresenceConfig } from "./config.ts";
import type { PresenceContext } from "./context.ts";
import { createEvents } from "./events.ts";
import { presenceEndpoints } from "./http/endpoints.ts";
import { startReaper } from "./reaper.ts";
import { createRedisStore } from "./store.ts";

const CHAT_TIMEOUT_MS = 3_000;

/** Presence. Its only state is leases; nothing connects before `start`. */
export async function createPresenceService(
  config: PresenceConfig,
  overrides: { clock?: Clock } = {},
): Promise<RestService> {
  const { parts, serve } = createRestService("presence-service", config, {
    clock: overrides.clock,
    chatTimeoutMs: CHAT_TIMEOUT_MS,
  });
  const { clock, chat, redis, logger, metrics } = parts;
  const events = createEvents(logger, metrics);
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
  };
  let stopReaper: (() => Promise<void>) | undefined;
  return serve({
    context,
    endpoints: presenceEndpoints(context),
    start: async () => {
      stopReaper = startReaper(context, config.reapEveryMs);
    },
    stop: async () => stopReaper?.(),
  });
}
