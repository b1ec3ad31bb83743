import { afterCommit, type TenantTx } from "@chorus/database/database";
import type { Actor } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import { appendTimeline, type TimelineEntry } from "../orders/append-timeline.ts";
import type { OrderRow } from "../orders/order-rows.ts";
import { paymentStatusOf } from "../orders/order-status.ts";
import { type LearnedRefund, recordRefundFacts, type RefundRow } from "../payments/record-refund-facts.ts";
import type { RefundState } from "../payments/refund-facts.ts";

const KIND_OF: Partial<Record<RefundState, TimelineEntry["kind"]>> = {
  succeeded: "payment.refunded",
  failed: "payment.refund_failed",
};

/**
 * Writes what is known of a refund, and what that is for its order, whose rows are all locked: once for each change, however often it is
 * told.
 * @param providerId null: the provider was never heard of it
 */
export async function recordRefund(
  context: CommerceContext,
  tx: TenantTx,
  { order, refund, actor }: { order: OrderRow; refund: RefundRow; actor: Actor },
  told: { status: RefundState; providerId: string | null },
): Promise<LearnedRefund> {
  const learned = await recordRefundFacts(context, tx, refund, told);
  const { before, after, sums } = learned;
  const kind = KIND_OF[after];
  if (before === after || kind === undefined) return learned;
  const { tenant_id: tenantId, id: refundId, order_id: orderId, payment_id: paymentId } = refund;
  const place = { tenantId, orderId, last: order.last_event, actor, at: new Date(context.clock.now()) };
  await tx
    .updateTable("commerce.orders")
    .set({
      ...{ refunded: sums.refunded, last_event: await appendTimeline(tx, place, [{ kind }]) },
      payment_status: order.payment_status === "mismatch" ? "mismatch" : paymentStatusOf(sums),
      version: order.version + 1,
    })
    .where("id", "=", orderId)
    .execute();
  if (learned.cameBack && order.status === "canceled")
    afterCommit(tx, () => context.events.refundCameBack({ tenantId, paymentId, refundId }));
  return learned;
}
