import type { Refund } from "@chorus/contracts/entities/refund";
import type { TenantTx } from "@chorus/database/database";
import { toTimestamp } from "@chorus/kernel/clock";
import { sql } from "kysely";
import { groupedBy } from "../grouped-by.ts";
import type { OrderLineRow, OrderRow } from "../orders/order-rows.ts";
import type { RefundRow } from "../payments/record-refund-facts.ts";
import type { PaymentRow } from "../payments/record-facts.ts";
import { findRefundable } from "../payments/refundable.ts";
import type { RefundableState } from "./refund-rules.ts";

/** What rules ask of an order whose payment is locked. What has failed counts as never asked for. */
export async function refundableState(
  tx: TenantTx,
  { order, payment, lines }: { order: OrderRow; payment: PaymentRow; lines: readonly OrderLineRow[] },
): Promise<RefundableState> {
  const made = await tx
    .selectFrom("commerce.refunds")
    .select("shipping")
    .where("payment_id", "=", payment.id)
    .where("state", "<>", "failed")
    .execute();
  const { rows: parts } = await sql<{ id: string; units: number; amount: number }>`
    select l.order_line_id as id, sum(l.quantity)::int as units, sum(l.amount)::bigint as amount
    from commerce.refund_lines l join commerce.refunds r on r.id = l.refund_id
    where l.order_id = ${order.id} and r.state <> 'failed' group by 1`.execute(tx);
  const partOf = new Map(parts.map((part) => [part.id, part]));
  return {
    currency: payment.currency,
    left: (await findRefundable(tx, [order.id])).get(order.id) ?? 0,
    shipping: order.shipping + (order.prices_include_tax ? 0 : order.shipping_tax),
    isShippingRefunded: made.some(({ shipping }) => shipping > 0),
    lines: lines.map(({ id, quantity, total }) => ({
      ...{ id, quantity, total },
      ...{ refundedUnits: partOf.get(id)?.units ?? 0, refundedAmount: partOf.get(id)?.amount ?? 0 },
    })),
  };
}

/** Refunds as people see them, in the order of the rows. */
export async function presentRefunds(tx: TenantTx, rows: readonly RefundRow[]): Promise<Refund[]> {
  if (rows.length === 0) return [];
  const lines = await tx
    .selectFrom("commerce.refund_lines as r")
    .innerJoin("commerce.order_lines as l", "l.id", "r.order_line_id")
    .select(["r.refund_id", "r.order_line_id", "r.quantity", "r.amount"])
    .where(
      "r.refund_id",
      "in",
      rows.map(({ id }) => id),
    )
    .orderBy("l.position")
    .execute();
  const linesOf = groupedBy(lines, (line) => line.refund_id);
  return rows.map((row) => {
    const money = (amount: number) => ({ amount, currency: row.currency });
    return {
      ...{ id: row.id, orderId: row.order_id, paymentId: row.payment_id, amount: money(row.amount), state: row.state },
      lines: (linesOf.get(row.id) ?? []).map(({ order_line_id: lineId, quantity, amount }) => ({
        ...{ lineId, quantity, amount: money(amount) },
      })),
      ...{ shipping: money(row.shipping), actor: { type: row.actor_type, id: row.actor_id } },
      createdAt: toTimestamp(row.created_at),
    };
  });
}
