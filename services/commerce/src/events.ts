import { SAGA_KINDS } from "@chorus/contracts/entities/saga";
import type { Logger } from "@chorus/observability/logger";
import type { Metrics } from "@chorus/observability/metrics";

/** Events of sagas and payments, as counters and log lines, together. */
export function createEvents(logger: Logger, metrics: Metrics) {
  const ended = metrics.counter("chorus_sagas_ended_total", "Sagas that came to an end, by which", ["kind", "state"]);
  const stuck = metrics.counter("chorus_sagas_stuck_total", "Sagas that wait for a person", ["kind"]);
  const mismatches = metrics.counter(
    "chorus_payment_mismatches_total",
    "Payments and refunds of which the provider says something else than the order, or which it took for one that is given up or canceled",
  );
  // A counter that is there only after the first would hide just that one from `increase()`.
  for (const kind of SAGA_KINDS) stuck.inc({ kind }, 0);
  mismatches.inc({}, 0);
  return {
    sagaEnded(kind: string, state: "done" | "reverted") {
      ended.inc({ kind, state });
    },
    sagaStuck(kind: string, about: { tenantId: string; sagaId: string }, error: unknown) {
      stuck.inc({ kind });
      logger.error({ kind, ...about, err: error }, "a saga is stuck: it waits for a person");
    },
    mismatch(about: { tenantId: string; paymentId: string }) {
      mismatches.inc({});
      logger.error(about, "the provider says another amount of a payment than its order");
    },
    takenForNothing(about: { tenantId: string; paymentId: string }) {
      mismatches.inc({});
      logger.error(about, "the provider has taken a payment whose order is given up or canceled");
    },
    refundMismatch(about: { tenantId: string; paymentId: string; refundId: string }) {
      mismatches.inc({});
      logger.error(about, "the provider says something else of a refund than what was asked for");
    },
    foreignRefund(about: { tenantId: string; paymentId: string; eventId: string }) {
      mismatches.inc({});
      logger.error(about, "the provider has given back money of a payment that nobody here asked for");
    },
    refundCameBack(about: { tenantId: string; paymentId: string; refundId: string }) {
      mismatches.inc({});
      logger.error(about, "a refund has come back, and its order is canceled");
    },
    foreignEvent(about: { eventId: string; kind: string }) {
      logger.warn(about, "an event of the card provider is about no payment of ours");
    },
  };
}
export type CommerceEvents = ReturnType<typeof createEvents>;
