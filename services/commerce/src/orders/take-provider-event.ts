import { Uuid } from "@chorus/contracts/ids";
import type { CommerceContext } from "../context.ts";
import type { ProviderEvent } from "../payments/card-provider.ts";
import { openSagaOf } from "../sagas/saga-rows.ts";
import { startSaga, wakeSaga } from "../sagas/start-saga.ts";
import { VOID_PAYMENT } from "./payment-sagas.ts";
import { lockPaid, recordOf, SYSTEM } from "./record-payment.ts";

const PROVIDER = "stripe";

/**
 * Takes what the card provider tells by itself: each event once, in whatever order they come. Whoever waits for it goes on, also when
 * the service had died that asked. What is about no payment of ours is left alone.
 */
export async function takeProviderEvent(context: CommerceContext, event: ProviderEvent): Promise<void> {
  const { tenantId, paymentId, intent } = event;
  const foreign = () => context.events.foreignEvent({ eventId: event.id, kind: event.kind });
  if (!Uuid.safeParse(tenantId).success || !Uuid.safeParse(paymentId).success) return foreign();
  await context.database.withTenant(tenantId, async (tx) => {
    const ours = await tx
      .selectFrom("commerce.payments")
      .select(["order_id", "intent_id"])
      .where("id", "=", paymentId)
      .where("method", "=", "card")
      .executeTakeFirst();
    if (!ours || (ours.intent_id !== null && ours.intent_id !== intent.id)) return foreign();
    // The task first, as the runner has it, so that nobody waits in a circle.
    const saga = await openSagaOf(tx, paymentId);
    if (saga) await wakeSaga(context, tx, saga.id);
    const { order, payment } = await lockPaid(tx, { orderId: ours.order_id, paymentId });
    const inserted = await tx
      .insertInto("commerce.payment_events")
      .values({
        ...{ tenant_id: tenantId, provider: PROVIDER, event_id: event.id, payment_id: paymentId, kind: event.kind },
        ...{ amount: intent.amount ?? 0, created_at: event.createdAt, received_at: new Date(context.clock.now()) },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n) return;
    const told = { tenantId, orderId: order.id, paymentId, actor: SYSTEM, order, payment };
    const { after } = await recordOf(context, tx, told, intent);
    // Authorised late, for an order that is given up: nobody else would give it back.
    if (order.status === "declined" && after === "authorized" && !(await openSagaOf(tx, paymentId)))
      await startSaga(context, tx, VOID_PAYMENT, {
        ...{ tenantId, orderId: order.id, paymentId },
        data: { orderId: order.id, paymentId, actor: SYSTEM },
      });
  });
}
