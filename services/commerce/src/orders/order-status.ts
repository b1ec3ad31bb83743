import type { FULFILMENT_STATUSES, PAYMENT_STATUSES } from "@chorus/contracts/entities/order";
import type { LedgerSums } from "../payments/ledger.ts";

type PaymentStatus = (typeof PAYMENT_STATUSES)[number];
type FulfilmentStatus = (typeof FULFILMENT_STATUSES)[number];

/** Where the money of an order stands, by its ledger. A part is taken once: what was authorised beside it has gone back. */
export function paymentStatusOf({ authorized, captured, voided, refunded }: LedgerSums): PaymentStatus {
  if (refunded > 0) return refunded < captured ? "partially_refunded" : "refunded";
  if (captured > 0) return captured < authorized ? "partially_paid" : "paid";
  if (authorized === 0) return "none";
  return voided >= authorized ? "voided" : "authorized";
}

interface Counts {
  quantity: number;
  canceled: number;
  shipped: number;
  delivered: number;
}

/** Where the goods of an order stand, by what became of its units. */
export function fulfilmentStatusOf(lines: readonly Counts[], isHeld: boolean): FulfilmentStatus {
  if (isHeld) return "on_hold";
  const units = (of: (line: Counts) => number) => lines.reduce((sum, line) => sum + of(line), 0);
  const wanted = units(({ quantity, canceled }) => quantity - canceled);
  const shipped = units((line) => line.shipped);
  if (shipped === 0) return "none";
  if (shipped < wanted) return "partial";
  return units((line) => line.delivered) < wanted ? "fulfilled" : "delivered";
}
