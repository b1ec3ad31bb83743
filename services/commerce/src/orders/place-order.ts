import type { AccessClaims } from "@chorus/auth/access-token";
import type { OptionValue } from "@chorus/contracts/entities/catalogue";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import { actorOf } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import { moveStock } from "../inventory/move-stock.ts";
import { demandsOf } from "../inventory/plan-allocation.ts";
import { reserveStock } from "../inventory/reserve-stock.ts";
import { authorisePayment, writePayment } from "../payments/ledger.ts";
import type { PaymentMethodName } from "../payments/payment-method.ts";
import { appendTimeline, type TimelineEntry } from "./append-timeline.ts";
import type { OrderRow } from "./order-rows.ts";
import { fulfilmentStatusOf, paymentStatusOf } from "./order-status.ts";

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
 * happens. Locks are taken in one order: cart, stock levels, number.
 * @throws AppError `out_of_stock`
 */
export async function placeOrder(
  context: CommerceContext,
  tx: TenantTx,
  caller: AccessClaims,
  placing: Placing,
): Promise<OrderRow> {
  const { tenantId } = caller;
  const { cart, currency, method, total } = placing;
  const at = new Date(context.clock.now());
  const actor = actorOf(caller);
  const orderId = context.ids.next();
  const lines = placing.lines.map((line) => ({ ...line, id: context.ids.next() }));
  const demands = demandsOf(lines.map((line) => ({ ...line, key: line.id })));
  const shares = await reserveStock(tx, { cartId: cart.id, demands, at });
  const number = await nextNumber(tx, tenantId);
  const payment = authorisePayment({ orderId, method, amount: total, currency });
  const row = await tx
    .insertInto("commerce.orders")
    .values({
      ...{ tenant_id: tenantId, id: orderId, number, cart_id: cart.id, customer_id: cart.customer_id, currency },
      ...{ payment_status: paymentStatusOf(payment.sums), placed_at: at, last_event: FIRST_EVENTS.length },
      fulfilment_status: fulfilmentStatusOf([], false),
      ...{ prices_include_tax: placing.pricesIncludeTax, subtotal: placing.subtotal, discount: placing.discount },
      ...{ shipping: placing.shipping, shipping_tax: placing.shippingTax, tax: placing.tax, total },
      shipping_address: cart.shipping_address && JSON.stringify(cart.shipping_address),
      ...{ held_at: null, canceled_at: null },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertLines(tx, { tenantId, orderId }, lines);
  const movements = shares.map(({ key, ...share }) => ({ ...share, kind: "allocated" as const, orderLineId: key }));
  await moveStock(context, tx, { tenantId, actor, movements });
  await writePayment(context, tx, { tenantId, orderId }, { ...payment, at });
  await appendTimeline(tx, { tenantId, orderId, last: 0, actor, at }, FIRST_EVENTS);
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
