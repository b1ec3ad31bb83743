/** A line of an order, and what of it is given back already or on its way there; amounts in minor units. */
export interface RefundedLine {
  /** Also what was canceled: it was paid. */
  quantity: number;
  /** What was paid for all of it. */
  total: number;
  refundedUnits: number;
  refundedAmount: number;
}

/**
 * What the next units of a line give back, in minor units: their share up to what was given back already. Whatever units come in whatever
 * parts, and whichever of them failed, with the last one all that was paid is given back, to the cent.
 */
export function refundShareOf({ quantity, total, refundedUnits, refundedAmount }: RefundedLine, units: number): number {
  const share = (BigInt(total) * BigInt(refundedUnits + units)) / BigInt(quantity);
  return Math.max(0, Number(share) - refundedAmount);
}
