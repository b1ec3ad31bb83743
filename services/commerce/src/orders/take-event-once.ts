import { Uuid } from "@chorus/contracts/ids";
import type { TenantTx } from "@chorus/database/database";
import type { CommerceContext } from "../context.ts";
import type { PaymentRow } from "../payments/record-facts.ts";
import { goingOn, lockSaga, openSagaOf, type SagaRow, updateSaga } from "../sagas/saga-rows.ts";
import { wakeSaga } from "../sagas/start-saga.ts";
import type { OrderRow } from "./order-rows.ts";
import { lockPaid } from "./record-payment.ts";

const PROVIDER = "stripe";

/** What a provider tells by itself, and of which payment. */
export interface EventOfPayment {
  id: string;
  kind: string;
  createdAt: Date;
  tenantId: string;
  paymentId: string;
  /** The provider's id of the payment. */
  intentId: string | null;
  /** Minor units; null: less than one of them. */
  amount: number | null;
}

/** Everything locked. */
export interface AboutPayment {
  order: OrderRow;
  payment: PaymentRow;
  /** The one that moves money of it. */
  saga: SagaRow | undefined;
  at: Date;
}

/**
 * Takes an event of the card provider: each once, in whatever order they come. Whoever waits for it goes on, also when the service had
 * died that asked, or had given up asking. What is about no payment of ours is left alone.
 * @param work says whether what its saga was asking for is known now
 */
export async function takeEventOnce(
  context: CommerceContext,
  event: EventOfPayment,
  work: (tx: TenantTx, about: AboutPayment) => Promise<boolean>,
): Promise<void> {
  const { tenantId, paymentId } = event;
  const foreign = () => context.events.foreignEvent({ eventId: event.id, kind: event.kind });
  if (!Uuid.safeParse(tenantId).success || !Uuid.safeParse(paymentId).success) return foreign();
  await context.database.withTenant(tenantId, async (tx) => {
    const ours = await tx
      .selectFrom("commerce.payments")
      .select(["order_id", "intent_id"])
      .where("id", "=", paymentId)
      .where("method", "=", "card")
      .executeTakeFirst();
    if (!ours || (ours.intent_id !== null && ours.intent_id !== event.intentId)) return foreign();
    const known = await tx
      .selectFrom("commerce.payment_events")
      .select("event_id")
      .where("provider", "=", PROVIDER)
      .where("event_id", "=", event.id)
      .executeTakeFirst();
    if (known) return;
    // The task first, as the runner has it, so that nobody waits in a circle.
    const open = await openSagaOf(tx, paymentId);
    if (open) await wakeSaga(context, tx, open.id);
    const saga = open && (await lockSaga(tx, open.id));
    const { order, payment } = await lockPaid(tx, { orderId: ours.order_id, paymentId });
    const at = new Date(context.clock.now());
    const inserted = await tx
      .insertInto("commerce.payment_events")
      .values({
        ...{ tenant_id: tenantId, provider: PROVIDER, event_id: event.id, payment_id: paymentId, kind: event.kind },
        ...{ amount: event.amount ?? 0, created_at: event.createdAt, received_at: at },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n) return;
    const isKnown = await work(tx, { order, payment, saga, at });
    if (isKnown && saga?.state === "stuck") await updateSaga(tx, saga.id, { ...goingOn(saga), updated_at: at });
  });
}
