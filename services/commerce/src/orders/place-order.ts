import type { AccessClaims } from "@chorus/auth/access-token";
import type { OptionValue } from "@chorus/contracts/entities/catalogue";
import type { TenantTx } from "@chorus/database/database";
import type { OrdersTable } from "@chorus/database/tables/commerce";
import { type Insertable, sql } from "kysely";
import { type Actor, actorOf } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import { type Movement, moveStock } from "../inventory/move-stock.ts";
import { demandsOf } from "../inventory/plan-allocation.ts";
import { reserveStock } from "../inventory/reserve-stock.ts";
import { authorisePayment, findSums, writePayment } from "../payments/ledger.ts";
import type { PaymentMethodName } from "../payments/payment-method.ts";
import { factsOf } from "../payments/record-facts.ts";
import { recordUses, requireUses, type TakenDiscount } from "../promotions/promotion-uses.ts";
import { SagaNeedsPerson } from "../sagas/saga-kind.ts";
import { appendTimeline, type TimelineEntry } from "./append-timeline.ts";
import type { OrderRow, PlacedRow } from "./order-rows.ts";
import { fulfilmentStatusOf, paymentStatusOf } from "./order-status.ts";
import { lockPaid } from "./record-payment.ts";

/** The first order of a shop has the next one: numbers of three digits look like mistakes. */
const BEFORE_FIRST_NUMBER = 1_000;

/** How the timeline of an order begins. */
const FIRST_EVENTS: readonly TimelineEntry[] = [{ kind: "order.placed" }, { kind: "payment.authorized" }];

/** What an order is made of; amounts in minor units of one currency. */
export interface Placing {
  cart: { id: string; customer_id: string; shipping_address: Readonly<Record<string, unknown>> | null };
  currency: string;
  pricesIncludeTax: boolean;
  lines: readonly PlacedLine[];
  /** What promotions take off, in their order; shares of it are in the lines. */
  discounts: readonly TakenDiscount[];
  subtotal: number;
  discount: number;
  shipping: number;
  shippingTax: number;
  tax: number;
  total: number;
  method: PaymentMethodName;
}

export interface PlacedLine {
  variantId: string;
  sku: string;
  name: string;
  /** In the order of the product's options. */
  options: OptionValue[];
  quantity: number;
  /** Whether its units are counted, as of now. */
  isTracked: boolean;
  unit: number;
  discount: number;
  taxRate: number;
  tax: number;
  total: number;
}

/**
 * Makes an order in the transaction of its cart: units are promised, the payment is authorised, the timeline begins, or nothing of it
 * happens. Locks are taken in one order: cart, stock levels, promotions, number.
 * @throws AppError `out_of_stock`, `cart_changed` for a promotion that is used up
 */
export async function placeOrder(
  context: CommerceContext,
  tx: TenantTx,
  caller: AccessClaims,
  placing: Placing,
): Promise<PlacedRow> {
  const { tenantId } = caller;
  const { currency, method, total } = placing;
  const at = new Date(context.clock.now());
  const actor = actorOf(caller);
  const orderId = context.ids.next();
  const promised = await promise(context, tx, placing, at);
  const number = await nextNumber(tx, tenantId);
  const payment = authorisePayment({ orderId, method, amount: total, currency });
  const row = await insertOrder(context, tx, caller, placing, promised, {
    ...{ id: orderId, number, payment_status: paymentStatusOf(payment.sums), last_event: FIRST_EVENTS.length },
  });
  await writePayment(context, tx, { tenantId, orderId }, { ...payment, at });
  await appendTimeline(tx, { tenantId, orderId, last: 0, actor, at }, FIRST_EVENTS);
  return { ...row, number, status: "placed" };
}

/**
 * Makes the draft of an order that is paid by card: units are promised, and nothing else has happened. It has no number until it is
 * placed, so that numbers have no holes. Its promotions are used from now on.
 * @throws AppError `out_of_stock`, `cart_changed` for a promotion that is used up
 */
export async function draftOrder(
  context: CommerceContext,
  tx: TenantTx,
  caller: AccessClaims,
  placing: Omit<Placing, "method">,
): Promise<OrderRow> {
  const promised = await promise(context, tx, placing, new Date(context.clock.now()));
  return insertOrder(context, tx, caller, placing, promised, {
    ...{ id: context.ids.next(), number: null, status: "draft", payment_status: "none", last_event: 0 },
  });
}

/** Makes an order of a draft whose payment is authorised; of an order, nothing. */
export async function placeDraft(
  context: CommerceContext,
  tx: TenantTx,
  { tenantId, orderId, paymentId, actor }: { tenantId: string; orderId: string; paymentId: string; actor: Actor },
): Promise<void> {
  const { order, payment } = await lockPaid(tx, { orderId, paymentId });
  if (order.status !== "draft") return;
  const { isMismatch, isAuthorized, isVoided } = factsOf(payment);
  if (isMismatch) throw new SagaNeedsPerson("the provider says another amount than the order");
  if (!isAuthorized || isVoided) throw new SagaNeedsPerson("the payment is not authorised");
  const at = new Date(context.clock.now());
  const sums = await findSums(tx, orderId);
  const entries: TimelineEntry[] = [
    ...FIRST_EVENTS,
    ...(sums.captured > 0 ? [{ kind: "payment.captured" } as const] : []),
  ];
  const number = await nextNumber(tx, tenantId);
  const last = await appendTimeline(tx, { tenantId, orderId, last: 0, actor, at }, entries);
  await tx
    .updateTable("commerce.orders")
    .set({
      ...{ status: "placed", number, payment_status: paymentStatusOf(sums), paid: sums.captured },
      ...{ placed_at: at, last_event: last },
    })
    .where("id", "=", orderId)
    .execute();
}

interface Promised {
  lines: readonly (PlacedLine & { id: string })[];
  movements: readonly Movement[];
  at: Date;
}

/** Takes units and uses of promotions out of what others can have. @throws AppError `out_of_stock`, `cart_changed` */
async function promise(
  { ids }: CommerceContext,
  tx: TenantTx,
  { cart, lines: wanted, discounts }: Pick<Placing, "cart" | "lines" | "discounts">,
  at: Date,
): Promise<Promised> {
  const lines = wanted.map((line) => ({ ...line, id: ids.next() }));
  const demands = demandsOf(lines.map((line) => ({ ...line, key: line.id })));
  const shares = await reserveStock(tx, { cartId: cart.id, demands, at });
  await requireUses(tx, { customerId: cart.customer_id, discounts });
  const movements = shares.map(({ key, ...share }) => ({ ...share, kind: "allocated" as const, orderLineId: key }));
  return { lines, movements, at };
}

async function insertOrder(
  context: CommerceContext,
  tx: TenantTx,
  caller: AccessClaims,
  placing: Omit<Placing, "method">,
  { lines, movements, at }: Promised,
  own: Pick<Insertable<OrdersTable>, "id" | "number" | "status" | "payment_status" | "last_event">,
): Promise<OrderRow> {
  const { tenantId } = caller;
  const { cart, currency, total } = placing;
  const row = await tx
    .insertInto("commerce.orders")
    .values({
      ...own,
      ...{ tenant_id: tenantId, cart_id: cart.id, customer_id: cart.customer_id, currency, placed_at: at },
      fulfilment_status: fulfilmentStatusOf([], false),
      ...{ prices_include_tax: placing.pricesIncludeTax, subtotal: placing.subtotal, discount: placing.discount },
      ...{ shipping: placing.shipping, shipping_tax: placing.shippingTax, tax: placing.tax, total },
      shipping_address: cart.shipping_address && JSON.stringify(cart.shipping_address),
      ...{ held_at: null, canceled_at: null },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertLines(tx, { tenantId, orderId: row.id }, lines);
  await recordUses(tx, { tenantId, orderId: row.id, customerId: row.customer_id, at, discounts: placing.discounts });
  await moveStock(context, tx, { tenantId, actor: actorOf(caller), movements });
  return row;
}

async function insertLines(
  tx: TenantTx,
  { tenantId, orderId }: { tenantId: string; orderId: string },
  lines: readonly (PlacedLine & { id: string })[],
): Promise<void> {
  await tx
    .insertInto("commerce.order_lines")
    .values(
      lines.map((line, position) => ({
        ...{ tenant_id: tenantId, id: line.id, order_id: orderId, position, variant_id: line.variantId },
        ...{ sku: line.sku, name: line.name, quantity: line.quantity, unit: line.unit, discount: line.discount },
        options: JSON.stringify(line.options),
        ...{ tax_rate: line.taxRate, tax: line.tax, total: line.total },
      })),
    )
    .execute();
}

/** Counted up in this transaction: a number that is not used after all is given to the next order. */
async function nextNumber(tx: TenantTx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ value: number }>`
    insert into commerce.counters (tenant_id, name, value) values (${tenantId}, 'order', ${BEFORE_FIRST_NUMBER + 1})
    on conflict (tenant_id, name) do update set value = counters.value + 1
    returning value`.execute(tx);
  return rows[0]!.value;
}
