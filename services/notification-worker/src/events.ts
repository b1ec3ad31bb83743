import type { DeliveryChannel, DeliveryStatus } from "@chorus/contracts/entities/delivery";
import type { Logger } from "@chorus/observability/logger";
import { WAIT_BUCKETS_SECONDS, type Metrics } from "@chorus/observability/metrics";
import { createTenantCounter } from "@chorus/observability/tenant-counter";

/** Events of notifications, as counters and log lines, together. No address and no text is ever logged. */
export function createEvents(logger: Logger, metrics: Metrics, countedTenants: number) {
  const outcomes = metrics.counter("chorus_notifications_total", "Deliveries by how an attempt ended", [
    "channel",
    "outcome",
  ]);
  const ofTenants = createTenantCounter(
    metrics,
    "chorus_tenant_notifications_total",
    "Notifications handed over, by tenant",
    countedTenants,
  );
  const delays = metrics.histogram(
    "chorus_notification_delay_seconds",
    "From the decision to notify to the provider's acceptance, with retries",
    ["channel"],
    WAIT_BUCKETS_SECONDS,
  );
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
    /** @param about by which a message is followed; `clientMessageId` is null for what no message began */
    ended(
      about: { taskId: string; tenantId: string; conversationId: string | null; clientMessageId: string | null },
      event: string,
      outcome: string,
    ) {
      logger.debug({ ...about, event, outcome }, "notification task");
    },
    decided(event: string, decision: string) {
      decisions.inc({ event, decision });
    },
    /** @param ours for an attempt of ours: how long ago it was decided, and the message it began with */
    attempted(
      delivery: { id: string; tenant_id: string; channel: DeliveryChannel },
      status: DeliveryStatus,
      reason: string | null,
      ours?: { waitedMs: number; clientMessageId: string | null },
    ) {
      outcomes.inc({ channel: delivery.channel, outcome: status });
      if (status === "sent" && ours) {
        delays.observe({ channel: delivery.channel }, ours.waitedMs / 1_000);
        ofTenants.inc(delivery.tenant_id);
      }
      const level = status === "failed" || status === "unknown" ? "warn" : "info";
      const { id: deliveryId, tenant_id: tenantId, channel } = delivery;
      const { clientMessageId } = ours ?? {};
      logger[level](
        { deliveryId, tenantId, channel, status, clientMessageId, reason: withoutAddresses(reason ?? "") },
        "delivery",
      );
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
