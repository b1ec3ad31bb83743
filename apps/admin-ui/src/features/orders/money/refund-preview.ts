import type { Order } from "@chorus/contracts/entities/order";
import type { Payment } from "@chorus/contracts/entities/payment";
import type { Refund } from "@chorus/contracts/entities/refund";
import { refundShareOf } from "@chorus/contracts/refund-share";

/** What of an order can still be given back; amounts in minor units. */
export interface Refundable {
  /** Of what was taken, what is neither given back nor on its way there. */
  left: number;
  /** What shipping cost, with its tax; 0: it was free, or is given back already. */
  shipping: number;
  lines: readonly { id: string; unitsLeft: number; costOf: (units: number) => number }[];
}

/** As the service decides it (`refunds/refund-rules.ts` of commerce): what has failed counts as never asked for. */
export function refundableOf(order: Order, payment: Payment, refunds: readonly Refund[]): Refundable {
  const made = refunds.filter(({ paymentId, state }) => paymentId === payment.id && state !== "failed");
  const parts = made.flatMap(({ lines }) => lines);
  const ofLines = order.lines.reduce((sum, { total }) => sum + total.amount, 0);
  return {
    left: made.reduce((left, { amount }) => left - amount.amount, payment.captured.amount),
    shipping: made.some(({ shipping }) => shipping.amount > 0) ? 0 : order.total.amount - ofLines,
    lines: order.lines.map(({ id, quantity, total }) => {
      const before = parts.filter(({ lineId }) => lineId === id);
      const line = {
        ...{ quantity, total: total.amount },
        refundedUnits: before.reduce((sum, part) => sum + part.quantity, 0),
        refundedAmount: before.reduce((sum, part) => sum + part.amount.amount, 0),
      };
      return {
        ...{ id, unitsLeft: quantity - line.refundedUnits },
        costOf: (units: number) => (units === 0 ? 0 : refundShareOf(line, units)),
      };
    }),
  };
}

/** What is asked for: units of lines by their ids, and shipping; or an amount. */
export type Wanted = { units: ReadonlyMap<string, number>; hasShipping: boolean } | { amount: number };

/** What goes back for it, in minor units. */
export function costOfRefund({ lines, shipping }: Refundable, wanted: Wanted): number {
  if ("amount" in wanted) return wanted.amount;
  return lines.reduce(
    (sum, { id, costOf }) => sum + costOf(wanted.units.get(id) ?? 0),
    wanted.hasShipping ? shipping : 0,
  );
}
