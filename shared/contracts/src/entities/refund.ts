import { z } from "zod";
import { Uuid } from "../ids.ts";
import { Money } from "../money.ts";
import { Timestamp } from "../primitives.ts";
import { OrderActor } from "./order.ts";

/** `pending`: the money is on its way. `failed`: it counts as still taken, also when it had been `succeeded` before. */
export const REFUND_STATES = ["pending", "succeeded", "failed"] as const;

/** Money that goes back to the card that paid. */
export const Refund = z
  .object({
    id: Uuid,
    orderId: Uuid,
    paymentId: Uuid,
    /** All of it, with shipping. */
    amount: Money,
    state: z.enum(REFUND_STATES),
    /** What it is for; empty when only an amount was named. */
    lines: z.array(z.object({ lineId: Uuid, quantity: z.int(), amount: Money })),
    /** What of it is for shipping. */
    shipping: Money,
    actor: OrderActor,
    createdAt: Timestamp,
  })
  .meta({ id: "Refund" });
export type Refund = z.infer<typeof Refund>;
