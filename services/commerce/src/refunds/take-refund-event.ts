import { Uuid } from "@chorus/contracts/ids";
import { afterCommit } from "@chorus/database/database";
import type { CommerceContext } from "../context.ts";
import { SYSTEM } from "../orders/record-payment.ts";
import { takeEventOnce } from "../orders/take-event-once.ts";
import type { CardProvider, RefundEvent } from "../payments/card-provider.ts";
import type { ProviderRefund } from "../payments/provider-refunds.ts";
import { isOfRefund, lockRefund, type RefundRow } from "../payments/record-refund-facts.ts";
import { goingOn, updateSaga } from "../sagas/saga-rows.ts";
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
  await takeEventOnce(context, { ...event, tenantId, paymentId, intentId, amount }, async (tx, { order, saga, at }) => {
    const refund = isNamed ? await lockRefund(tx, ours.refundId) : undefined;
    if (refund?.payment_id !== paymentId)
      return afterCommit(tx, () => context.events.foreignRefund({ tenantId, paymentId, eventId: event.id }));
    if (!isTrue(refund, told))
      return afterCommit(tx, () => context.events.refundMismatch({ tenantId, paymentId, refundId: refund.id }));
    await recordRefund(context, tx, { order, refund, actor: SYSTEM }, { status: told.status, providerId: told.id });
    // What it could not learn is known now.
    if (saga?.state === "stuck" && saga.id === refund.saga_id)
      await updateSaga(tx, saga.id, { ...goingOn(saga), updated_at: at });
  });
}

/** Also not one that was given up here before the provider had made it. */
function isTrue(refund: RefundRow, told: ProviderRefund): boolean {
  if (!isOfRefund(refund, told)) return false;
  return refund.provider_id !== null || refund.state !== "failed" || told.status === "failed";
}
