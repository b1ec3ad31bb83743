import { type RefundedLine, refundShareOf } from "@chorus/contracts/refund-share";
import { AppError } from "@chorus/kernel/app-error";
import { formatMoney } from "@chorus/kernel/money";

export interface LineState extends RefundedLine {
  id: string;
}

export interface RefundableState {
  currency: string;
  /** Of what was taken, what is neither given back nor on its way there. */
  left: number;
  /** What shipping cost, with its tax. */
  shipping: number;
  isShippingRefunded: boolean;
  lines: readonly LineState[];
}

/** Units of lines, and shipping with them; or an amount that stands for nothing in particular. */
export type WantedRefund =
  | { lines: readonly { lineId: string; quantity: number }[]; shipping: boolean }
  | { amount: number };

export interface RefundPlan {
  /** All of it. */
  amount: number;
  shipping: number;
  lines: { lineId: string; quantity: number; amount: number }[];
}

/**
 * What is given back for what is asked.
 * @throws AppError `invalid` for a line of another order, `conflict` for nothing, for more units than are left, and for more money than is
 * left, with what is
 */
export function planRefund(wanted: WantedRefund, state: RefundableState): RefundPlan {
  const plan = "amount" in wanted ? { amount: wanted.amount, shipping: 0, lines: [] } : planOf(wanted, state);
  if (state.left <= 0)
    throw new AppError("conflict", { detail: "All of the payment has been given back, or is on its way." });
  if (plan.amount <= 0)
    throw new AppError("conflict", { detail: "Nothing was paid for this: there is nothing to give back." });
  if (plan.amount > state.left) {
    const [asked, left] = [plan.amount, state.left].map((amount) => text(amount, state));
    throw new AppError("conflict", { detail: `${asked} is more than what is left of the payment: ${left}.` });
  }
  return plan;
}

function planOf(wanted: Extract<WantedRefund, { lines: unknown }>, state: RefundableState): RefundPlan {
  const known = new Map(state.lines.map((line) => [line.id, line]));
  const lines = wanted.lines.map(({ lineId, quantity }, index) => {
    const line = known.get(lineId);
    if (line) return { lineId, quantity, amount: costOf(line, quantity) };
    const path = `lines.${index}.lineId`;
    const message = "must be a line of this order";
    throw new AppError("invalid", { detail: `${path}: ${message}`, errors: [{ path, message }] });
  });
  const shipping = wanted.shipping ? shippingOf(state) : 0;
  return { amount: lines.reduce((sum, { amount }) => sum + amount, shipping), shipping, lines };
}

function costOf(line: LineState, units: number): number {
  const left = line.quantity - line.refundedUnits;
  if (units > left)
    throw new AppError("conflict", {
      detail: left === 0 ? "This line has been given back already." : `Of this line only ${left} can be given back.`,
    });
  return refundShareOf(line, units);
}

function shippingOf({ shipping, isShippingRefunded }: RefundableState): number {
  if (shipping === 0) throw new AppError("conflict", { detail: "Shipping was free: there is nothing to give back." });
  if (isShippingRefunded) throw new AppError("conflict", { detail: "Shipping has been given back already." });
  return shipping;
}

function text(amount: number, { currency }: RefundableState): string {
  return `${formatMoney({ amount: BigInt(amount), currency })} ${currency}`;
}
