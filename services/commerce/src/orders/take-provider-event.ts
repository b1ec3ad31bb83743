import { afterCommit, type TenantTx } from "@chorus/database/database";
import type { CommerceContext } from "../context.ts";
import type { ProviderEvent } from "../payments/card-provider.ts";
import { openSagaOf } from "../sagas/saga-rows.ts";
import { startSaga } from "../sagas/start-saga.ts";
import { VOID_PAYMENT } from "./payment-sagas.ts";
import { recordOf, SYSTEM } from "./record-payment.ts";
import { takeEventOnce } from "./take-event-once.ts";

/** Takes what the card provider tells of a payment. */
export async function takeProviderEvent(context: CommerceContext, event: ProviderEvent): Promise<void> {
  const { tenantId, paymentId, intent } = event;
  const told = { ...event, intentId: intent.id, amount: intent.amount };
  await takeEventOnce(context, told, async (tx, { order, payment }) => {
    const about = { tenantId, orderId: order.id, paymentId, actor: SYSTEM, order, payment };
    const learned = await recordOf(context, tx, about, intent);
    if (learned.before === learned.after) return false;
    if (order.status === "declined" && learned.after === "authorized") await giveBackLate(context, tx, about);
    if ((order.status === "declined" || order.status === "canceled") && learned.after === "captured")
      afterCommit(tx, () => context.events.takenForNothing({ tenantId, paymentId }));
    // Of a mismatch a person decides.
    return learned.after !== "mismatch";
  });
}

/** Authorised late, for an order that is given up: nobody else would give it back. */
async function giveBackLate(
  context: CommerceContext,
  tx: TenantTx,
  { tenantId, orderId, paymentId }: { tenantId: string; orderId: string; paymentId: string },
): Promise<void> {
  if (await openSagaOf(tx, paymentId)) return;
  const data = { orderId, paymentId, actor: SYSTEM, requestHash: null };
  await startSaga(context, tx, VOID_PAYMENT, { tenantId, orderId, paymentId, data });
}
