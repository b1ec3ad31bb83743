import type { TenantTx } from "@chorus/database/database";
import { inParts } from "../in-parts.ts";
import { type Random, uuidAt } from "../random.ts";
import type { OrderDraft } from "./draft-orders.ts";
import type { OrderStage } from "./named-orders.ts";

const HOUR = 3_600_000;

interface Shown {
  status: "placed" | "canceled" | "closed";
  payment: "authorized" | "captured" | "voided";
  paymentStatus: "authorized" | "paid" | "voided";
  fulfilment: "none" | "on_hold" | "fulfilled" | "delivered";
  events: readonly string[];
}

const FIRST = ["order.placed", "payment.authorized"];

/** What is taken is by card, as it was taken at a provider; what is only agreed can still be canceled here. */
const STAGES: Record<OrderStage, Shown> = {
  new: { status: "placed", payment: "authorized", paymentStatus: "authorized", fulfilment: "none", events: FIRST },
  held: {
    ...{ status: "placed", payment: "authorized", paymentStatus: "authorized", fulfilment: "on_hold" },
    events: [...FIRST, "order.held"],
  },
  sent: {
    ...{ status: "placed", payment: "captured", paymentStatus: "paid", fulfilment: "fulfilled" },
    events: [...FIRST, "payment.captured"],
  },
  delivered: {
    ...{ status: "closed", payment: "captured", paymentStatus: "paid", fulfilment: "delivered" },
    events: [...FIRST, "payment.captured"],
  },
  canceled: {
    ...{ status: "canceled", payment: "voided", paymentStatus: "voided", fulfilment: "none" },
    events: [...FIRST, "order.canceled", "payment.voided"],
  },
};

/** By customer. */
type Addresses = ReadonlyMap<string, object>;

/** Orders with their carts, lines, payments, books and timelines, as the service would have written them. */
export async function writeOrders(
  tx: TenantTx,
  orders: readonly OrderDraft[],
  { tenantId, agentId, addresses }: { tenantId: string; agentId: string; addresses: Addresses },
  random: Random,
): Promise<void> {
  const tenant = { tenant_id: tenantId };
  await inParts(orders, (part) => insertOrders(tx, { tenantId, addresses }, part));
  const lines = orders.flatMap((order) => order.lines.map((line, position) => ({ line, position, order })));
  await inParts(lines, (part) =>
    tx
      .insertInto("commerce.order_lines")
      .values(
        part.map(({ line: { id, variant, quantity, tax, total }, position, order }) => ({
          ...{ ...tenant, id, order_id: order.id, position, variant_id: variant.id, sku: variant.sku, quantity },
          ...{ name: variant.title, options: JSON.stringify(variant.options), unit: variant.price, discount: 0 },
          ...{ tax_rate: 190_000, tax, total, canceled: order.stage === "canceled" ? quantity : 0 },
          shipped: order.stage === "sent" || order.stage === "delivered" ? quantity : 0,
          delivered: order.stage === "delivered" ? quantity : 0,
        })),
      )
      .execute(),
  );
  await writePayments(tx, tenantId, orders, random);
  await writeTimelines(tx, { tenantId, agentId }, orders, random);
  const last = Math.max(...orders.map(({ number }) => number));
  await tx
    .insertInto("commerce.counters")
    .values({ ...tenant, name: "order", value: last })
    .execute();
}

async function insertOrders(
  tx: TenantTx,
  { tenantId, addresses }: { tenantId: string; addresses: Addresses },
  orders: readonly OrderDraft[],
): Promise<void> {
  const tenant = { tenant_id: tenantId };
  const carts = orders.map(({ cartId, customerId, placedMs }) => ({
    ...{ ...tenant, id: cartId, customer_id: customerId, status: "completed" as const, currency: "EUR" },
    ...{ shipping_address: null, quote: null, quote_token: null, quote_expires_at: null, holding_since: null },
    ...{ created_at: new Date(placedMs - HOUR / 4), updated_at: new Date(placedMs) },
  }));
  await tx.insertInto("commerce.carts").values(carts).execute();
  const rows = orders.map((order) => {
    const { status, paymentStatus, payment, fulfilment, events } = STAGES[order.stage];
    const changedAt = new Date(order.changedMs);
    return {
      ...{ ...tenant, id: order.id, number: order.number, cart_id: order.cartId, customer_id: order.customerId },
      ...{ status, payment_status: paymentStatus, fulfilment_status: fulfilment, currency: "EUR" },
      ...{ prices_include_tax: true, subtotal: order.subtotal, discount: 0, shipping: order.shipping },
      ...{ shipping_tax: order.shippingTax, tax: order.tax, total: order.total },
      ...{ paid: payment === "captured" ? order.total : 0 },
      shipping_address: JSON.stringify(addresses.get(order.customerId) ?? null),
      ...{ held_at: order.stage === "held" ? changedAt : null, placed_at: new Date(order.placedMs) },
      canceled_at: order.stage === "canceled" ? changedAt : null,
      last_event: events.length + (order.note === null ? 0 : 1),
    };
  });
  await tx.insertInto("commerce.orders").values(rows).execute();
}

async function writePayments(
  tx: TenantTx,
  tenantId: string,
  orders: readonly OrderDraft[],
  random: Random,
): Promise<void> {
  const tenant = { tenant_id: tenantId };
  const payments = orders.map((order) => {
    const { payment: state } = STAGES[order.stage];
    const [placedAt, changedAt] = [new Date(order.placedMs), new Date(order.changedMs)];
    const isCard = state === "captured";
    const card = { intent_id: `pi_demo_${order.number}`, authorized_at: placedAt, captured_at: changedAt };
    return {
      ...{
        ...tenant,
        id: uuidAt(order.placedMs, random),
        order_id: order.id,
        method: isCard ? "card" : "manual",
        state,
      },
      ...{ amount: order.total, currency: "EUR", created_at: placedAt },
      ...(isCard ? card : { intent_id: null, authorized_at: null, captured_at: null }),
      captured: isCard ? order.total : 0,
    };
  });
  await inParts(payments, (part) => tx.insertInto("commerce.payments").values(part).execute());
  const entries = orders.flatMap((order, index) => {
    const payment = payments[index]!;
    const entry = (kind: "authorized" | "captured" | "voided", atMs: number) => ({
      ...{ ...tenant, id: uuidAt(atMs, random), order_id: order.id, payment_id: payment.id, kind },
      ...{ amount: order.total, created_at: new Date(atMs) },
    });
    const first = entry("authorized", order.placedMs);
    return payment.state === "authorized" ? [first] : [first, entry(payment.state, order.changedMs)];
  });
  await inParts(entries, (part) => tx.insertInto("commerce.ledger_entries").values(part).execute());
}

async function writeTimelines(
  tx: TenantTx,
  { tenantId, agentId }: { tenantId: string; agentId: string },
  orders: readonly OrderDraft[],
  random: Random,
): Promise<void> {
  const tenant = { tenant_id: tenantId };
  const agent = { actor_type: "user" as const, actor_id: agentId };
  const events = orders.flatMap((order) => {
    const kinds = [...STAGES[order.stage].events, ...(order.note === null ? [] : ["order.noted"])];
    return kinds.map((kind, index) => ({
      ...{ ...tenant, order_id: order.id, number: index + 1, kind, field: null, old: null, new: null },
      reason: kind === "order.held" || kind === "order.canceled" ? order.reason : null,
      ...(index < FIRST.length ? { actor_type: "customer" as const, actor_id: order.customerId } : agent),
      created_at: new Date(index < FIRST.length ? order.placedMs : order.changedMs),
    }));
  });
  await inParts(events, (part) => tx.insertInto("commerce.order_events").values(part).execute());
  const notes = orders.flatMap(({ id, note, changedMs }) =>
    note === null
      ? []
      : [
          {
            ...tenant,
            id: uuidAt(changedMs, random),
            order_id: id,
            body: note,
            ...agent,
            created_at: new Date(changedMs),
          },
        ],
  );
  await tx.insertInto("commerce.order_notes").values(notes).execute();
}
