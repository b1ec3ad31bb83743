import type { Money } from "@chorus/kernel/money";

/** A way to pay within the order's transaction. A card's provider, whose answers take time, is asked by a saga (card-provider.ts). */
export interface PaymentMethod {
  /** Whether this amount will be paid for this order. */
  authorise(request: { orderId: string; amount: Money }): "authorized";
  /** Gives back what was authorised and not taken. */
  void(request: { paymentId: string }): "voided";
}

/** Agreed between the shop and its customer, by invoice for instance: nobody else is asked. */
const manual: PaymentMethod = {
  authorise: () => "authorized",
  void: () => "voided",
};

export const PAYMENT_METHODS = { manual } as const satisfies Record<string, PaymentMethod>;
export type PaymentMethodName = keyof typeof PAYMENT_METHODS;
