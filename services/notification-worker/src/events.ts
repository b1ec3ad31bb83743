import type { DeliveryChannel, DeliveryStatus } from "@chorus/contracts/entities/delivery";
import type { Logger } from "@chorus/observability/logger";
import type { Metrics } from "@chorus/observability/metrics";

/** Events of notifications, as counters and log lines, together. No address and no text is ever logged. */
export function createEvents(logger: Logger, metrics: Metrics) {
  const outcomes = metrics.counter("chorus_notifications_total", "Deliveries by how an attempt ended", [
    "channel",
    "outcome",
  ]);
  const decisions = metrics.counter("chorus_notification_decisions_total", "What was decided", ["event", "decision"]);
  const replies = metrics.counter("chorus_mail_replies_total", "Mails that came in, by what became of them", [
    "outcome",
  ]);
  const refusals = metrics.counter(
    "chorus_mail_policy_refusals_total",
    "Mails that were refused for what this installation is, and not for their address",
    [],
  );
  return {
    decided(event: string, decision: string) {
      decisions.inc({ event, decision });
    },
    attempted(
      delivery: { id: string; tenant_id: string; channel: DeliveryChannel },
      status: DeliveryStatus,
      reason: string | null,
    ) {
      outcomes.inc({ channel: delivery.channel, outcome: status });
      const level = status === "failed" || status === "unknown" ? "warn" : "info";
      const { id: deliveryId, tenant_id: tenantId, channel } = delivery;
      logger[level]({ deliveryId, tenantId, channel, status, reason: withoutAddresses(reason ?? "") }, "delivery");
    },
    /** An alarm: the recipients' mail servers refuse mails of this installation. */
    refusedByPolicy(delivery: { id: string; tenant_id: string }, reason: string) {
      refusals.inc();
      logger.error(
        {
          deliveryId: delivery.id,
          tenantId: delivery.tenant_id,
          reason: withoutAddresses(reason),
        },
        "mail servers refuse this installation's mails: look at SPF, DKIM, DMARC and the sending host's reputation",
      );
    },
    notComposed(delivery: { id: string; tenant_id: string; channel: DeliveryChannel }, error: unknown) {
      const { id: deliveryId, tenant_id: tenantId, channel } = delivery;
      logger.error({ deliveryId, tenantId, channel, err: error }, "a notification could not be written");
    },
    mailNotTaken(error: unknown) {
      logger.error({ err: error }, "a mail could not be taken: its server keeps it and comes again");
    },
    replied(outcome: string) {
      replies.inc({ outcome });
    },
    presenceUnknown(tenantId: string, error: unknown) {
      logger.warn({ tenantId, err: error }, "presence-service does not say who is here: taken for away");
    },
  };
}
export type NotificationEvents = ReturnType<typeof createEvents>;

/** Servers and gateways quote the recipient: a mail address, or a telephone number. */
function withoutAddresses(reason: string): string {
  return reason.replaceAll(/[^\s<>"]+@[^\s<>"]+|\+\d{6,}/g, "[address]");
}
