import { Uuid } from "@chorus/contracts/ids";
import { afterCommit } from "@chorus/database/database";
import type { CommerceContext } from "../context.ts";
import { SYSTEM } from "../orders/record-payment.ts";
import { takeEventOnce } from "../orders/take-event-once.ts";
import type { CardProvider, RefundEvent } from "../payments/card-provider.ts";
import type { ProviderRefund } from "../payments/provider-refunds.ts";
import { isOfRefund, lockRefund, type RefundRow } from "../payments/record-refund-facts.ts";
import { recordRefund } from "./record-refund.ts";

/**
 * Takes what the card provider tells of a refund. One that somebody made in its dashboard moves nothing in the books: a person has to
 * look, as of any that is not what was asked for.
 */
export async function takeRefundEvent(
  context: CommerceContext,
  cards: CardProvider,
  { ours, refund: told, ...event }: RefundEvent,
): Promise<void> {
  const { intentId, amount } = told;
  const owner = ours ?? (intentId === null ? null : await cards.findOwner(intentId));
  if (owner === null) return context.events.foreignEvent({ eventId: event.id, kind: event.kind });
  const { tenantId, paymentId } = owner;
  const isNamed = ours !== null && Uuid.safeParse(ours.refundId).success;
  await takeEventOnce(context, { ...event, tenantId, paymentId, intentId, amount }, async (tx, { order, saga }) => {
    const refund = isNamed ? await lockRefund(tx, ours.refundId) : undefined;
    if (refund?.payment_id !== paymentId) {
      afterCommit(tx, () => context.events.foreignRefund({ tenantId, paymentId, eventId: event.id }));
      return false;
    }
    if (!agrees(refund, told)) {
      afterCommit(tx, () => context.events.refundMismatch({ tenantId, paymentId, refundId: refund.id }));
      return false;
    }
    await recordRefund(context, tx, { order, refund, actor: SYSTEM }, { status: told.status, providerId: told.id });
    return saga?.id === refund.saga_id;
  });
}

/** Also not one that was given up here before the provider had made it. */
function agrees(refund: RefundRow, told: ProviderRefund): boolean {
  if (!isOfRefund(refund, told)) return false;
  return refund.provider_id !== null || refund.state !== "failed" || told.status === "failed";
}
