import type { AppendedRow, EventItem } from "@chorus/database/append-events";
import type { Logger } from "@chorus/observability/logger";
import { WAIT_BUCKETS_SECONDS, type Metrics } from "@chorus/observability/metrics";
import { createTenantCounter } from "@chorus/observability/tenant-counter";

/** Business events: one helper each, a counter with few labels and a log line with the ids. */
export function businessEvents(metrics: Metrics, logger: Logger, countedTenants: number) {
  const messages = metrics.counter("chorus_messages_total", "Messages asked to be stored", ["outcome"]);
  const logins = metrics.counter("chorus_logins_total", "Attempts to sign in", ["outcome"]);
  const signUps = metrics.counter("chorus_sign_ups_total", "Companies that were opened by anybody");
  const reuses = metrics.counter("chorus_refresh_token_reuses_total", "Spent refresh tokens that were shown again");
  const relayed = metrics.counter("chorus_outbox_relayed_total", "Events the relay had to publish");
  const ofTenants = createTenantCounter(
    metrics,
    "chorus_tenant_messages_total",
    "Messages stored, by tenant",
    countedTenants,
  );
  const waits = metrics.histogram(
    "chorus_routing_wait_seconds",
    "From entering the queue to an agent",
    [],
    WAIT_BUCKETS_SECONDS,
  );
  return {
    /** The line is for following one message: at debug level, as there is one for each. */
    messageStored(tenantId: string, { conversationId, clientMessageId }: EventItem, { outcome, seq }: AppendedRow) {
      messages.inc({ outcome });
      if (outcome === "appended") ofTenants.inc(tenantId);
      if (logger.isLevelEnabled("debug"))
        logger.debug({ tenantId, conversationId, clientMessageId, seq, outcome }, "message");
    },
    /** The one line with both ids. */
    messageAsked(requestId: string, clientMessageId: string) {
      logger.debug({ requestId, clientMessageId }, "message over REST");
    },
    /** An agent has a conversation that waited. */
    leftQueueForAgent: (waitedMs: number) => waits.observe(waitedMs / 1_000),
    signedIn(tenantId: string, userId: string) {
      logins.inc({ outcome: "success" });
      logger.info({ event: "authn_login_success", tenantId, userId }, "signed in");
    },
    signedUp(tenantId: string) {
      signUps.inc();
      logger.info({ event: "tenant_signed_up", tenantId }, "a company was opened");
    },
    signInRefused(tenantId: string | null) {
      logins.inc({ outcome: "failure" });
      logger.warn({ event: "authn_login_fail", tenantId }, "sign in refused");
    },
    refreshTokenReused(tenantId: string, sessionId: string) {
      reuses.inc();
      logger.warn(
        { event: "authn_token_reuse", tenantId, sessionId },
        "a spent refresh token was shown again: session ended",
      );
    },
    answerNotKept(error: unknown) {
      logger.error(
        { event: "idempotent_answer_not_kept", err: error },
        "a request was done but its answer could not be kept for repeats",
      );
    },
    eventsRelayed(count: number) {
      relayed.inc(count);
      logger.info({ event: "outbox_relayed", count }, "published what had not been published in time");
    },
  };
}
export type BusinessEvents = ReturnType<typeof businessEvents>;
