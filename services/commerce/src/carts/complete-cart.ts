import type { AccessClaims } from "@chorus/auth/access-token";
import type { Order, PendingOrder } from "@chorus/contracts/entities/order";
import type { TenantTx } from "@chorus/database/database";
import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { actorOf } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import { type OrderRow, type PlacedRow, placedOrders, presentOrder } from "../orders/order-rows.ts";
import { draftOrder, placeOrder } from "../orders/place-order.ts";
import { writePendingPayment } from "../payments/ledger.ts";
import { requireNotReverted, untilAtRest } from "../sagas/until-at-rest.ts";
import type { SagaRow } from "../sagas/saga-rows.ts";
import { startSaga } from "../sagas/start-saga.ts";
import { type CartRow, findCart, lockCart } from "./cart-rows.ts";
import { confirmedQuote } from "./confirmed-quote.ts";
import { PLACE_ORDER } from "./place-order-saga.ts";
import type { PricedCart } from "./quote-cart.ts";
import { requireManual } from "./require-manual.ts";

/** How somebody pays: agreed with the shop, or by a card, which is known by what its provider made of it. */
export type Paying = { method: "manual" } | { method: "card"; token: string };

interface Completing {
  cartId: string;
  confirmToken: string;
  payment: Paying;
  requestId: string;
  /** Gives back the place of whoever asks. */
  letGo: () => void;
}

/** `pending`: the card's provider has not answered yet. */
export type Completed = { order: Order; isNew: boolean } | { pending: PendingOrder };

/**
 * Orders what was quoted: all of it or nothing. By card the order is a draft until the payment is authorised. A cart becomes one
 * order, however often and however this is asked.
 * @throws AppError `not_found`, `cart_changed` with what is different from the quote, `out_of_stock`, `conflict` for an empty cart,
 * `payment_declined` with everything as before, `not_available` for a card where none are taken, and for what is not paid where the shop
 * does not want that
 */
export async function completeCart(
  context: CommerceContext,
  caller: AccessClaims,
  asked: Completing,
): Promise<Completed> {
  const { tenantId } = caller;
  const begun = await context.database.withTenant(tenantId, (tx) => begin(context, tx, caller, asked));
  if (!("sagaId" in begun)) return begun;
  await context.failpoints.reach("started");
  const saga = await untilAtRest(context, { tenantId, sagaId: begun.sagaId, letGo: asked.letGo });
  return outcomeOf(context, caller, { saga, cartId: asked.cartId, isNew: begun.isNew });
}

type Begun = { order: Order; isNew: boolean } | { sagaId: string; isNew: boolean };

async function begin(
  context: CommerceContext,
  tx: TenantTx,
  caller: AccessClaims,
  { cartId, confirmToken, payment, requestId }: Completing,
): Promise<Begun> {
  const { tenantId } = caller;
  const { customer_id: customerId } = await findCart(tx, caller, cartId);
  if (!(await lockAgainstErasure(tx, customerId))) throw notFound();
  const cart = await lockCart(tx, caller, cartId);
  const before = await findOrderOf(tx, cartId);
  if (before)
    return isPlaced(before) ? known(tx, caller, before) : { sagaId: await sagaOf(tx, before.id), isNew: false };
  const quote = await confirmedQuote(tx, cart, { confirmToken, nowMs: context.clock.now() });
  const begun = await beginOf(context, tx, caller, { cart, quote, payment });
  await tx.updateTable("commerce.carts").set({ status: "completed" }).where("id", "=", cartId).execute();
  // A customer's own orders are their own doing; what is done for them is accounted for.
  if (caller.role !== "customer")
    await writeAudit(tx, {
      ...{ tenantId, actor: auditActor(caller), action: "order.place", target: { type: "order", id: begun.orderId } },
      requestId,
    });
  return begun.begun;
}

async function beginOf(
  context: CommerceContext,
  tx: TenantTx,
  caller: AccessClaims,
  { cart, quote, payment }: { cart: CartRow; quote: PricedCart; payment: Paying },
): Promise<{ orderId: string; begun: Begun }> {
  const { tenantId } = caller;
  if (payment.method === "manual") {
    await requireManual(tx, caller, quote);
    const row = await placeOrder(context, tx, caller, { ...quote, cart, method: payment.method });
    return { orderId: row.id, begun: { order: await presentOrder(tx, caller, row), isNew: true } };
  }
  requireCardsFor(context, quote);
  const { id: orderId } = await draftOrder(context, tx, caller, { ...quote, cart });
  const { total: amount, currency } = quote;
  const paymentId = await writePendingPayment(
    context,
    tx,
    { tenantId, orderId },
    { amount, currency, token: payment.token },
  );
  const data = { orderId, paymentId, cartId: cart.id, actor: actorOf(caller) };
  const sagaId = await startSaga(context, tx, PLACE_ORDER, { tenantId, orderId, paymentId, data, done: 1 });
  return { orderId, begun: { sagaId, isNew: true } };
}

/** @throws AppError `not_available` */
function requireCardsFor({ cards }: CommerceContext, { total }: PricedCart): void {
  if (!cards)
    throw new AppError("not_available", { detail: "This shop takes no cards yet: order by the method manual." });
  if (total === 0)
    throw new AppError("not_available", { detail: "There is nothing to pay by card: order by the method manual." });
}

function findOrderOf(tx: TenantTx, cartId: string): Promise<OrderRow | undefined> {
  return tx.selectFrom("commerce.orders").selectAll().where("cart_id", "=", cartId).executeTakeFirst();
}

function isPlaced(row: OrderRow): row is PlacedRow {
  return row.number !== null;
}

async function known(tx: TenantTx, caller: AccessClaims, row: PlacedRow): Promise<Begun> {
  return { order: await presentOrder(tx, caller, row), isNew: false };
}

async function sagaOf(tx: TenantTx, orderId: string): Promise<string> {
  const query = tx.selectFrom("commerce.sagas").select("id").where("order_id", "=", orderId);
  const { id } = await query.where("kind", "=", PLACE_ORDER.name).executeTakeFirstOrThrow();
  return id;
}

/** @throws AppError of the saga's refusal, when everything is undone */
async function outcomeOf(
  { database }: CommerceContext,
  caller: AccessClaims,
  { saga, cartId, isNew }: { saga: SagaRow; cartId: string; isNew: boolean },
): Promise<Completed> {
  requireNotReverted(saga);
  const { state, order_id: orderId } = saga;
  if (state !== "done") return { pending: { orderId, cartId, state } };
  return database.readTenant(caller.tenantId, async (tx) => {
    const row = await placedOrders(tx)
      .where("id", "=", orderId)
      .executeTakeFirstOrThrow(() => notFound());
    return { order: await presentOrder(tx, caller, row), isNew };
  });
}
