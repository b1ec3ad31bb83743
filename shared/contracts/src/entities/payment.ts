import { z } from "zod";
import { Uuid } from "../ids.ts";
import { Money } from "../money.ts";
import { Timestamp } from "../primitives.ts";

/**
 * `pending`: the provider has not said yet. `mismatch`: it says another amount than the order's, and a person has to look.
 */
export const PAYMENT_STATES = ["pending", "authorized", "captured", "voided", "declined", "mismatch"] as const;
export const PAYMENT_METHOD_NAMES = ["manual", "card"] as const;

export const PAYMENT_MOVES = ["capture", "void", "refund"] as const;

export const Payment = z
  .object({
    id: Uuid,
    orderId: Uuid,
    method: z.enum(PAYMENT_METHOD_NAMES),
    state: z.enum(PAYMENT_STATES),
    amount: Money,
    /** What was taken of it. */
    captured: Money,
    /** What the provider was asked for and has not answered: meanwhile nothing else is asked of it. */
    underWay: z.enum(PAYMENT_MOVES).nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: "Payment" });
export type Payment = z.infer<typeof Payment>;
