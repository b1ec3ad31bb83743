import type { Order } from "@chorus/contracts/entities/order";
import type { Payment } from "@chorus/contracts/entities/payment";

/** What canceling an order means for its money; null while that is not known. */
export type CancelMoney = "released" | "refunded" | "agreed" | "none";

/**
 * What was authorised by card is released; what was taken has gone back before an order can be canceled; what shop and customer have
 * agreed is theirs to settle; of anything else nothing was taken.
 */
export function cancelMoneyOf({ refunded }: Pick<Order, "refunded">, payments: readonly Payment[]): CancelMoney {
  if (refunded.amount > 0) return "refunded";
  const state = (method: Payment["method"]) => payments.find((one) => one.method === method)?.state;
  if (state("card") === "authorized") return "released";
  return state("manual") === undefined ? "none" : "agreed";
}
