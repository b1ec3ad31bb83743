import { CLIENT_FRAMES, type ClientFrame, type ClientFrameType } from "@chorus/contracts/frames/client-frame";
import { AppError } from "@chorus/kernel/app-error";
import type { Logger } from "@chorus/observability/logger";
import type { Metrics } from "@chorus/observability/metrics";
import type { ConversationStream } from "./conversations/stream.ts";
import type { ReadySession, Session } from "./session/session.ts";

/** Events of a gateway, each as counter and log line together. Labels are bounded; ids are only in logs. */
export function createEvents(logger: Logger, metrics: Metrics) {
  const welcomed = metrics.counter("chorus_gateway_connections_total", "Connections that said hello", ["role"]);
  const ended = metrics.counter("chorus_gateway_connections_ended_total", "Connections that ended", ["code"]);
  const turnedAway = metrics.counter("chorus_gateway_turned_away_total", "Refused upgrades and hellos", ["stage"]);
  const refused = metrics.counter("chorus_gateway_errors_total", "Requests answered with an error", ["code"]);
  const acks = metrics.fixedHistogram({
    name: "chorus_gateway_ack_seconds",
    help: "From message.send to its acknowledged commit",
    ...{ label: "duplicate", values: ["false", "true"] as const },
  });
  const frames = metrics.fixedHistogram({
    name: "chorus_gateway_frame_seconds",
    help: "From a frame's arrival to the end of its handler, by type",
    ...{ label: "type", values: Object.keys(CLIENT_FRAMES) as ClientFrameType[] },
  });
  const failed = metrics.counter("chorus_gateway_frame_errors_total", "Frames answered with an error, by type", [
    "type",
    "code",
  ]);
  // There from the start: the first failure counts, too.
  for (const code of ["internal", "unavailable"]) failed.inc({ type: "message.send", code }, 0);
  const pubSubLag = metrics.histogram(
    "chorus_gateway_pubsub_lag_seconds",
    "From publishing to receiving, of the beat that the gateway sends to itself over Redis",
  );
  const gaps = metrics.counter("chorus_gateway_gaps_total", "Streams that could not be kept whole");
  const silences = metrics.counter(
    "chorus_gateway_redis_silences_total",
    "Redis links given up because no beat came back",
  );
  const resubscribes = metrics.counter(
    "chorus_gateway_resubscribes_total",
    "Reconnects to Redis, all channels acknowledged",
  );
  const faults = metrics.counter("chorus_gateway_faults_total", "Things that should not fail, and did");

  const connections = metrics.gauge("chorus_gateway_connections", "Open connections");
  const conversations = metrics.gauge("chorus_gateway_conversations", "Conversations that somebody here follows");
  const waitingSends = metrics.gauge("chorus_gateway_waiting_sends", "Sends that wait for a batch");
  const channels = metrics.gauge("chorus_gateway_channels", "Redis channels that are subscribed to");
  const mostBufferedBytes = metrics.gauge(
    "chorus_gateway_buffered_bytes_max",
    "What the slowest reader has not taken yet",
  );

  return {
    /** The figures at the moment of a scrape. */
    measured: (now: {
      connections: number;
      conversations: number;
      waitingSends: number;
      channels: number;
      mostBufferedBytes: number;
    }) => {
      connections.set(now.connections);
      conversations.set(now.conversations);
      waitingSends.set(now.waitingSends);
      channels.set(now.channels);
      mostBufferedBytes.set(now.mostBufferedBytes);
    },
    welcomed: (session: ReadySession) => {
      const { tenantId, userId, role } = session.identity.principal;
      welcomed.inc({ role: role === "customer" ? "customer" : "agent" });
      logger.debug({ connectionId: session.connection.id, tenantId, userId }, "connected");
    },
    ended: (session: Session, code: number) => {
      // Clients choose codes freely, so unknown ones share a label.
      ended.inc({
        code: code >= 1000 && code <= 1015 ? String(code) : code >= 4000 && code <= 4510 ? String(code) : "other",
      });
      logger.debug({ connectionId: session.connection.id, code }, "disconnected");
    },
    refusedUpgrade: (address: string) => {
      turnedAway.inc({ stage: "upgrade" });
      logger.warn({ address }, "too many new connections from one address");
    },
    turnedAway: (session: Session, error: unknown) => {
      turnedAway.inc({ stage: "hello" });
      logger.info({ connectionId: session.connection.id, err: error }, "hello refused");
    },
    refused: (session: Session, error: AppError, unexpected: unknown) => {
      refused.inc({ code: error.code });
      if (unexpected !== undefined)
        logger.error({ connectionId: session.connection.id, err: unexpected }, "frame failed");
    },
    /** The line is for following one message: at debug level, as there is one for each. */
    acknowledged: (
      message: { clientMessageId: string; conversationId: string; seq: number },
      durationMs: number,
      duplicate: boolean,
      traceId: string | undefined,
    ) => {
      acks.observe(duplicate ? "true" : "false", durationMs / 1_000, traceId);
      if (logger.isLevelEnabled("debug")) logger.debug({ ...message, duplicate, durationMs }, "message acknowledged");
    },
    handled: (type: ClientFrameType, durationMs: number) => {
      frames.observe(type, durationMs / 1_000);
    },
    frameFailed: ({ type, ...frame }: ClientFrame, error: unknown) => {
      const code = error instanceof AppError ? error.code : "internal";
      failed.inc({ type, code });
      const clientMessageId = "clientMessageId" in frame ? frame.clientMessageId : undefined;
      if (clientMessageId !== undefined) logger.info({ clientMessageId, type, code }, "message refused");
    },
    beatReturned: (lagMs: number) => {
      pubSubLag.observe(lagMs / 1_000);
    },
    gap: (stream: ConversationStream) => {
      gaps.inc();
      const { tenantId, conversationId, position, head } = stream;
      logger.warn({ tenantId, conversationId, position, headSeq: head.seq }, "a hole could not be filled");
    },
    redisSilent: () => {
      silences.inc();
      logger.warn("no beat came back from Redis: connecting anew");
    },
    resubscribed: () => {
      resubscribes.inc();
      logger.info("subscribed again after a reconnect to Redis");
    },
    redisFailed: (error: unknown) => {
      logger.warn({ err: error }, "redis");
    },
    /** A dependency did not answer; the data is repaired later. */
    unavailable: (what: string, error: unknown) => {
      logger.warn({ err: error, what }, "not available");
    },
    failed: (error: unknown) => {
      faults.inc();
      logger.error({ err: error }, "a handler failed");
    },
  };
}
export type GatewayEvents = ReturnType<typeof createEvents>;
