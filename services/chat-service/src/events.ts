import type { Logger } from "@chorus/observability/logger";
import type { Metrics } from "@chorus/observability/metrics";

/** Business events: one helper each, a counter with few labels and a log line with the ids. */
export function businessEvents(metrics: Metrics, logger: Logger) {
  const messages = metrics.counter("chorus_messages_total", "Messages asked to be stored", ["outcome"]);
  const logins = metrics.counter("chorus_logins_total", "Attempts to sign in", ["outcome"]);
  const reuses = metrics.counter("chorus_refresh_token_reuses_total", "Spent refresh tokens that were shown again");
  const relayed = metrics.counter("chorus_outbox_relayed_total", "Events the relay had to publish");
  return {
    messageStored: (outcome: string) => messages.inc({ outcome }),
    signedIn(tenantId: string, userId: string) {
      logins.inc({ outcome: "success" });
      logger.info({ event: "authn_login_success", tenantId, userId }, "signed in");
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
