import { channels } from "@chorus/contracts/bus/channels";
import { LIMITS } from "@chorus/contracts/limits";
import { startHeartbeat } from "@chorus/http/heartbeat";
import { listenAdmin } from "@chorus/http/admin-server";
import type { HttpServer } from "@chorus/http/server";
import type { Service } from "@chorus/kernel/service";
import { checkRedis, openRedis } from "@chorus/redis/connect";
import { startRedisProbe } from "@chorus/redis/liveness-probe";
import { takeControlMessage } from "./bus/control.ts";
import type { GatewayConfig } from "./config.ts";
import { createContext, type GatewayContext, type GatewayOverrides } from "./context.ts";
import { exposition, httpRoutes } from "./http/routes.ts";
import { SERVICE } from "./logger.ts";
import { drainSessions } from "./session/drain.ts";
import { sessionHandlers } from "./frames/lifecycle.ts";
import { startPeriodicTasks } from "./periodic-tasks.ts";
import { checkTransportText } from "./transport/self-check.ts";
import { listenUws } from "./transport/uws-transport.ts";

const ENDPOINT = "/ws";
/** The transport closes connections with a larger send buffer. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

export interface WebsocketGateway extends Service {
  /** `http://127.0.0.1:8080`, with the port really listened on; after `start`. */
  readonly url: string;
}

export async function createWebsocketGateway(
  config: GatewayConfig,
  overrides: GatewayOverrides = {},
): Promise<WebsocketGateway> {
  const context = createContext(config, overrides);
  const stops: (() => void)[] = [];
  let admin: HttpServer | undefined;
  let endHeartbeat: (() => Promise<void>) | undefined;
  return {
    name: SERVICE,
    get url() {
      return context.transport().url;
    },
    async start() {
      await Promise.all([checkTransportText(), context.hub.start(), openRedis(context.publisher)]);
      stops.push(startLivenessProbe(context), startPeriodicTasks(context));
      void context.hub.subscribe(channels.control, (message) => takeControlMessage(context, message));
      const transport = await listenUws({
        host: config.host,
        port: config.port,
        path: ENDPOINT,
        maxMessageBytes: LIMITS.transportBytes,
        maxBufferedBytes: MAX_BUFFERED_BYTES,
        nextId: () => context.ids.next(),
        trustProxy: config.trustProxy,
        routes: httpRoutes(context, () => check(context)),
        handlers: sessionHandlers(context),
      });
      context.setTransport(transport);
      if (config.adminPort !== null) {
        admin = await listenAdmin(exposition(context), { host: config.host, port: config.adminPort });
      }
      endHeartbeat = startHeartbeat({
        ...{ redis: context.publisher, service: SERVICE, state: () => context.state, check: () => check(context) },
      });
      context.logger.info({ url: transport.url }, "listening");
    },
    ready: () => check(context),
    async drain(deadlineMs) {
      if (context.state.draining) return;
      await drainSessions(context, deadlineMs);
      await context.leases.flush();
    },
    async [Symbol.asyncDispose]() {
      for (const stop of stops.splice(0)) stop();
      await endHeartbeat?.();
      context.closeTransport();
      await admin?.close(0);
      context.hub.close();
      context.publisher.disconnect();
      context.chat.close();
      context.presenceClient.close();
      await context.tracing.shutdown();
    },
  };
}

/** chat-service must be ready; presence is optional. */
async function check(context: GatewayContext): Promise<Record<string, string>> {
  return {
    redis: context.hub.isCurrent() ? await checkRedis(context.publisher) : "channels are not all subscribed",
  };
}

function startLivenessProbe(context: GatewayContext): () => void {
  return startRedisProbe({
    hub: context.hub,
    publisher: context.publisher,
    channel: channels.beat(context.gatewayId),
    intervalMs: context.timings.beatMs,
    onSilence: context.events.redisSilent,
    onBeat: context.events.beatReturned,
  });
}
