import { createAuthenticator } from "@chorus/auth/authenticator";
import { remoteKeys } from "@chorus/auth/key-source";
import { createServiceTokens } from "@chorus/auth/service-token";
import type { ServiceName } from "@chorus/contracts/services";
import { LATENCY_BOUNDS_MS } from "@chorus/contracts/latency";
import { TIMINGS } from "@chorus/contracts/limits";
import { MAX_COUNTED_TENANTS, MAX_WAITING_MINUTES } from "@chorus/contracts/routes/internal-chat";
import { systemClock, toTimestamp, type Clock } from "@chorus/kernel/clock";
import { systemIds, type Ids } from "@chorus/kernel/ids";
import { COUNTED } from "@chorus/contracts/quotas";
import type { Logger } from "@chorus/observability/logger";
import { createMetrics } from "@chorus/observability/metrics";
import { TenantMinutes } from "@chorus/observability/tenant-minutes";
import { createTracing } from "@chorus/observability/tracing";
import { connectCommands, connectSubscriber } from "@chorus/redis/connect";
import { createProcessCounts } from "@chorus/redis/process-counts";
import { createSubscriptionHub } from "@chorus/redis/subscription-hub";
import { takeConversationMessage } from "./bus/conversation.ts";
import { KnownCopies } from "./bus/known-copies.ts";
import { createAppendBatcher } from "./chat-service-client/append-batcher.ts";
import { createChatClient } from "./chat-service-client/chat-client.ts";
import { createSyncBatcher } from "./chat-service-client/sync-batcher.ts";
import { createTenantDirectory } from "./chat-service-client/tenant-directory.ts";
import type { GatewayConfig } from "./config.ts";
import { createReceiptRecorder } from "./conversations/receipt-recorder.ts";
import { StreamRegistry } from "./conversations/stream-registry.ts";
import { createEvents } from "./events.ts";
import { InboxFeeds } from "./inbox/inbox-feeds.ts";
import { createGatewayLogger, SERVICE } from "./logger.ts";
import { createLeaseRenewal, leaseOf } from "./presence/lease-renewal.ts";
import { createPresenceClient } from "./presence/presence-client.ts";
import { PresenceFeeds } from "./presence/presence-feeds.ts";
import { createPresenceReader } from "./presence/presence-reader.ts";
import { Admission } from "./session/admission.ts";
import { Drains } from "./session/drains.ts";
import { SessionRegistry } from "./session/registry.ts";
import { Revocations } from "./session/revocations.ts";
import { SocketQuota } from "./session/socket-quota.ts";
import { isReady } from "./session/session.ts";
import type { Frame, Transport } from "./transport/transport.ts";

/** The gateway's intervals, in milliseconds; tests shorten them. */
const GATEWAY_TIMINGS = {
  helloDeadlineMs: TIMINGS.helloDeadlineMs,
  heartbeatMs: TIMINGS.heartbeatMs,
  pongTimeoutMs: TIMINGS.pongTimeoutMs,
  watchMs: 1_000,
  headsSweepMs: 15_000,
  inboxSweepMs: 5_000,
  sessionSweepMs: 5_000,
  leaseRenewMs: TIMINGS.presenceRenewMs,
  beatMs: 1_000,
  countsMs: 2_000,
  latencyMs: 1_000,
};
export type GatewayTimings = Record<keyof typeof GATEWAY_TIMINGS, number>;

export interface GatewayOverrides {
  clock?: Clock;
  ids?: Ids;
  random?: () => number;
  logger?: Logger;
  timings?: Partial<GatewayTimings>;
}

/** Everything that the gateway uses, created once and passed down. Nothing connects before the service starts. */
export function createContext(config: GatewayConfig, overrides: GatewayOverrides) {
  const clock = overrides.clock ?? systemClock;
  const timings: GatewayTimings = { ...GATEWAY_TIMINGS, ...overrides.timings };
  const ids = overrides.ids ?? systemIds;
  const now = () => clock.now();
  const logger = overrides.logger ?? createGatewayLogger(config);
  const tracing = createTracing(SERVICE, config.tracing);
  const metrics = createMetrics(SERVICE, {
    withProcess: config.withProcessMetrics,
    withExemplars: config.tracing.endpoint !== "",
  });
  const events = createEvents(logger, metrics);
  const gatewayId = ids.next();
  // The system clock: other processes read these times, while tests may move the gateway's clock.
  const tokenNow = () => systemClock.now();
  const tokensFor = (audience: ServiceName) =>
    createServiceTokens({ service: SERVICE, audience, secret: config.internalSecret, now: tokenNow });

  const publisher = connectCommands(config.redisUrl, events.redisFailed);
  const subscriber = connectSubscriber(config.redisUrl, events.redisFailed);
  const hub = createSubscriptionHub({ redis: subscriber, onError: events.failed });
  const chat = createChatClient({ baseUrl: config.chatServiceUrl, serviceToken: tokensFor("chat-service") });
  const presenceClient = createPresenceClient({
    baseUrl: config.presenceServiceUrl,
    serviceToken: tokensFor("presence-service"),
    gatewayId,
  });

  let listening: Transport | undefined;
  const publish = (topic: string, frame: Frame) => listening?.publish(topic, frame);
  const sessions = new SessionRegistry();
  const drains = new Drains();
  const copies = new KnownCopies(hub);
  const streams = new StreamRegistry({
    hub,
    chat,
    publish,
    now,
    onMessage: (stream, message) => takeConversationMessage(copies, stream, message),
    onGap: events.gap,
    failed: (error) => events.unavailable("chat-service", error),
  });
  const { unavailable } = events;
  const inboxes = new InboxFeeds({ hub, chat, publish, drains, now, unavailable });

  return {
    config,
    clock,
    ids,
    random: overrides.random ?? Math.random,
    timings,
    logger,
    metrics,
    tracing,
    events,
    gatewayId,
    state: { service: SERVICE, draining: false },
    authenticator: createAuthenticator({ keys: remoteKeys(config.chatServiceUrl), ask: chat.sessionStates, now }),
    publisher,
    hub,
    chat,
    presenceClient,
    tenants: createTenantDirectory(chat.tenantAccess, now),
    appends: createAppendBatcher({
      async append(tenantId, items) {
        const { results, events } = await chat.append(tenantId, items);
        for (const event of events) streams.takeCommitted(tenantId, event);
        return results;
      },
      now,
    }),
    sync: createSyncBatcher({ sync: chat.sync }),
    receipts: createReceiptRecorder(chat),
    sessions,
    sockets: new SocketQuota(
      sessions,
      createProcessCounts(publisher, { name: COUNTED.sockets, processId: gatewayId, now }),
    ),
    latency: new TenantMinutes({
      ...{ boundsMs: LATENCY_BOUNDS_MS, maxTenants: MAX_COUNTED_TENANTS, maxMinutes: MAX_WAITING_MINUTES },
      record: ({ startMs, tenants }) => chat.latency({ source: gatewayId, minute: toTimestamp(startMs), tenants }),
    }),
    drains,
    streams,
    inboxes,
    presence: new PresenceFeeds({
      hub,
      streams,
      followers: (tenantId) => inboxes.followers(tenantId),
      read: createPresenceReader(presenceClient.read, unavailable),
      unavailable,
    }),
    leases: createLeaseRenewal({
      all: () => [...sessions.all()].filter(isReady).map(leaseOf),
      renew: presenceClient.renew,
      change: presenceClient.change,
      unavailable,
    }),
    admission: new Admission(config.admission, now),
    revocations: new Revocations(now),
    /** Errors are ignored: live messages that Redis cannot take now are of no use later. */
    publishToBus(channel: string, message: object) {
      publisher.publish(channel, JSON.stringify(message)).catch((error: unknown) => unavailable("publish", error));
    },
    /** @throws Error before the gateway listens */
    transport(): Transport {
      if (!listening) throw new Error("the gateway is not listening");
      return listening;
    },
    setTransport(transport: Transport) {
      listening = transport;
    },
    closeTransport() {
      listening?.close();
      listening = undefined;
    },
  };
}
export type GatewayContext = ReturnType<typeof createContext>;
