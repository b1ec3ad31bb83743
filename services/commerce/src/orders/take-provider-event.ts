import { Uuid } from "@chorus/contracts/ids";
import { afterCommit, type TenantTx } from "@chorus/database/database";
import type { CommerceContext } from "../context.ts";
import type { ProviderEvent } from "../payments/card-provider.ts";
import { goingOn, lockSaga, openSagaOf, updateSaga } from "../sagas/saga-rows.ts";
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
        ...{ amount: intent.amount ?? 0, created_at: event.createdAt, received_at: at },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n) return;
    const told = { tenantId, orderId: order.id, paymentId, actor: SYSTEM, order, payment };
    const learned = await recordOf(context, tx, told, intent);
    if (learned.before === learned.after) return;
    // What it could not learn is known now; of a mismatch a person decides.
    if (saga?.state === "stuck" && learned.after !== "mismatch")
      await updateSaga(tx, saga.id, { ...goingOn(saga), updated_at: at });
    if (order.status === "declined" && learned.after === "authorized") await giveBackLate(context, tx, told);
    if ((order.status === "declined" || order.status === "canceled") && learned.after === "captured")
      afterCommit(tx, () => context.events.takenForNothing({ tenantId, paymentId }));
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
