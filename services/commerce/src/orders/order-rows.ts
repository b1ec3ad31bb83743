import type { AccessClaims } from "@chorus/auth/access-token";
import { reachOfPrincipal, requirePermission } from "@chorus/auth/permission";
import { type Order, ORDER_ACTIONS, type OrderAction } from "@chorus/contracts/entities/order";
import { Uuid } from "@chorus/contracts/ids";
import type { TenantTx } from "@chorus/database/database";
import type { OrderLinesTable, OrdersTable } from "@chorus/database/tables/commerce";
import { notFound } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import type { Selectable } from "kysely";
import { groupedBy } from "../grouped-by.ts";
import { findDiscounts } from "../promotions/promotion-uses.ts";
import { findRefundable } from "../payments/refundable.ts";
import { type OrderState, possibleActions } from "./order-rules.ts";

/** Also a draft. */
export type OrderRow = Selectable<OrdersTable>;
/** What people know as an order. */
export type PlacedRow = OrderRow & { number: number; status: Order["status"] };
export type OrderLineRow = Selectable<OrderLinesTable>;

/** @throws AppError `not_found`, also for another customer's */
export async function findOrder(tx: TenantTx, caller: AccessClaims, idOrNumber: string): Promise<PlacedRow> {
  const reach = requirePermission(caller, "order.read");
  const query = byIdOrNumber(tx, idOrNumber);
  return found(await (reach === "own" ? query.where("customer_id", "=", caller.userId) : query).executeTakeFirst());
}

/** Whose an order is, for a change, whose permission is its own. @throws AppError `not_found` */
export async function customerOf(tx: TenantTx, idOrNumber: string): Promise<string> {
  return found(await byIdOrNumber(tx, idOrNumber).executeTakeFirst()).customer_id;
}

/** Locked with its lines, for a change. @throws AppError `not_found` */
export async function lockOrder(tx: TenantTx, idOrNumber: string): Promise<{ row: PlacedRow; lines: OrderLineRow[] }> {
  const row = found(await byIdOrNumber(tx, idOrNumber).forUpdate().executeTakeFirst());
  return { row, lines: await findLines(tx, [row.id]) };
}

function found(row: PlacedRow | undefined): PlacedRow {
  if (!row) throw notFound();
  return row;
}

/** Orders without drafts. */
export function placedOrders(tx: TenantTx) {
  const query = tx.selectFrom("commerce.orders").selectAll().where("number", "is not", null);
  return query.$narrowType<{ number: number; status: Order["status"] }>();
}

function byIdOrNumber(tx: TenantTx, idOrNumber: string) {
  const query = placedOrders(tx);
  return Uuid.safeParse(idOrNumber).success
    ? query.where("id", "=", idOrNumber)
    : query.where("number", "=", Number(idOrNumber));
}

function findLines(tx: TenantTx, orderIds: readonly string[]): Promise<OrderLineRow[]> {
  return tx
    .selectFrom("commerce.order_lines")
    .selectAll()
    .where("order_id", "in", orderIds)
    .orderBy("order_id")
    .orderBy("position")
    .execute();
}

/** @param refundable what can still be given back of it, in minor units */
export function stateOf(
  row: PlacedRow,
  lines: readonly OrderLineRow[],
  { isErased, refundable }: { isErased: boolean; refundable: number },
): OrderState {
  const shippedUnits = lines.reduce((sum, { shipped }) => sum + shipped, 0);
  return {
    ...{ status: row.status, isHeld: row.held_at !== null, shippedUnits, isErased },
    ...{ isTaken: row.paid > row.refunded, isMismatch: row.payment_status === "mismatch" },
    isRefundable: refundable > 0,
  };
}

/** What somebody may do with orders, whatever state they are in. */
export function permittedActions(caller: AccessClaims): OrderAction[] {
  const mayWork = reachOfPrincipal(caller, "order.work") !== null;
  const mayRefund = reachOfPrincipal(caller, "refund.manage") !== null;
  return ORDER_ACTIONS.filter((action) => (action === "refund" ? mayRefund : mayWork));
}

/** Orders as a caller sees them, in the order of the rows; who may not read orders does not see whose they are. */
export async function presentOrders(tx: TenantTx, caller: AccessClaims, rows: readonly PlacedRow[]): Promise<Order[]> {
  if (rows.length === 0) return [];
  const linesOf = groupedBy(
    await findLines(
      tx,
      rows.map(({ id }) => id),
    ),
    (line) => line.order_id,
  );
  const customers = await tx
    .selectFrom("customers")
    .select(["id", "name", "erased_at"])
    .where("id", "in", [...new Set(rows.map((row) => row.customer_id))])
    .execute();
  const people = new Map(customers.map((customer) => [customer.id, customer]));
  const permitted = permittedActions(caller);
  const taken = permitted.includes("refund") ? rows.filter(({ paid, refunded }) => paid > refunded) : [];
  const refundable = await findRefundable(
    tx,
    taken.map(({ id }) => id),
  );
  const discounts = await findDiscounts(tx, rows);
  return rows.map((row) => {
    const order = present(caller, row, linesOf.get(row.id) ?? [], {
      ...{ customer: people.get(row.customer_id), permitted, refundable: refundable.get(row.id) ?? 0 },
      discounts: discounts.get(row.id) ?? [],
    });
    return mayReadOrders(caller) ? order : withoutPerson(order);
  });
}

export async function presentOrder(tx: TenantTx, caller: AccessClaims, row: PlacedRow): Promise<Order> {
  const [order] = await presentOrders(tx, caller, [row]);
  return order!;
}

/** An API key may change orders and read none: it gets no names, addresses or labels. */
export function mayReadOrders(caller: AccessClaims): boolean {
  return reachOfPrincipal(caller, "order.read") !== null;
}

function withoutPerson(order: Order): Order {
  return { ...order, customer: { ...order.customer, name: "" }, addresses: { shipping: null }, tags: [] };
}

function present(
  caller: AccessClaims,
  row: PlacedRow,
  lines: readonly OrderLineRow[],
  {
    customer,
    permitted,
    refundable,
    discounts,
  }: {
    customer: { name: string; erased_at: Date | null } | undefined;
    permitted: readonly OrderAction[];
    refundable: number;
    discounts: Order["discounts"];
  },
): Order {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const isErased = customer ? customer.erased_at !== null : false;
  return {
    ...{ id: row.id, number: row.number, status: row.status },
    paymentStatus: row.payment_status as Order["paymentStatus"],
    fulfilmentStatus: row.fulfilment_status as Order["fulfilmentStatus"],
    customer: { id: row.customer_id, name: customer?.name ?? "" },
    lines: lines.map((line) => ({
      ...{ id: line.id, variantId: line.variant_id, sku: line.sku, name: line.name },
      ...{ options: line.options, quantity: line.quantity, canceled: line.canceled, shipped: line.shipped },
      ...{ delivered: line.delivered, returned: line.returned },
      ...{ unit: money(line.unit), discount: money(line.discount), tax: money(line.tax), total: money(line.total) },
    })),
    discounts,
    ...{ subtotal: money(row.subtotal), discount: money(row.discount), shipping: money(row.shipping) },
    ...{ tax: money(row.tax), total: money(row.total), pricesIncludeTax: row.prices_include_tax },
    ...{ paid: money(row.paid), refunded: money(row.refunded) },
    addresses: { shipping: row.shipping_address as Order["addresses"]["shipping"] },
    tags: caller.role === "customer" ? [] : row.tags,
    allowedActions: possibleActions(stateOf(row, lines, { isErased, refundable }), permitted),
    placedAt: toTimestamp(row.placed_at),
    canceledAt: row.canceled_at && toTimestamp(row.canceled_at),
    version: row.version,
  };
}
