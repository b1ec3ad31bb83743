import { z } from "zod";
import { Uuid } from "../ids.ts";
import { Money } from "../money.ts";
import { label, Timestamp } from "../primitives.ts";
import { OptionValue } from "./catalogue.ts";
import { Discount } from "./promotion.ts";

export const CART_LIMITS = { lines: 50, quantity: 1_000, coupons: 5 } as const;

export const Address = z
  .strictObject({
    name: label({ max: 120 }),
    line1: label({ max: 200 }),
    line2: label({ max: 200 }).nullable().default(null),
    postalCode: label({ max: 20 }),
    city: label({ max: 100 }),
    region: label({ max: 100 }).nullable().default(null),
    /** ISO 3166-1, two capitals. */
    country: z.string().regex(/^[A-Z]{2}$/, "must be a country code of two capitals: DE"),
  })
  .meta({ id: "Address" });
export type Address = z.output<typeof Address>;

const Goods = z.object({
  variantId: Uuid,
  sku: z.string(),
  name: z.string(),
  options: z.array(OptionValue),
  quantity: z.int(),
  /** The price of one. */
  unit: Money,
});

export const Cart = z
  .object({
    id: Uuid,
    /** `completed`: it is ordered, or is being paid. */
    status: z.enum(["open", "completed"]),
    customerId: Uuid,
    lines: z.array(Goods.extend({ inStock: z.boolean() })),
    /** Without shipping, and without tax where prices are without it: what is paid is in the quote. */
    subtotal: Money,
    /** In the order in which they came; what they take off is in the quote. */
    coupons: z.array(z.object({ code: z.string(), name: z.string() })),
    shippingAddress: Address.nullable(),
    /** What it became. */
    orderId: Uuid.nullable(),
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: "Cart" });
export type Cart = z.infer<typeof Cart>;

const PricedLine = Goods.extend({ discount: Money, tax: Money, total: Money });

/** What a cart costs, until `expiresAt`. What is not held can be ordered as long as it is there. */
export const Quote = z
  .object({
    lines: z.array(
      PricedLine.extend({
        /** Units that are kept for this cart: fewer than are wanted where more may not be held, none where nothing is counted. */
        held: z.int(),
      }),
    ),
    /** In the order in which they were taken off; shares of them are in the lines. */
    discounts: z.array(Discount),
    subtotal: Money,
    /** Off the goods: all of `discounts` without free shipping. */
    discount: Money,
    shipping: Money,
    /** In the total already where prices include tax. */
    tax: Money,
    total: Money,
    pricesIncludeTax: z.boolean(),
    expiresAt: Timestamp,
    /** Until when units are held; null: none are. */
    heldUntil: Timestamp.nullable(),
    confirmToken: Uuid,
  })
  .meta({ id: "Quote" });
export type Quote = z.infer<typeof Quote>;

export const ORDER_STATUSES = ["placed", "canceled", "closed"] as const;
export const PAYMENT_STATUSES = [
  "none",
  "authorized",
  "partially_paid",
  "paid",
  "partially_refunded",
  "refunded",
  "voided",
  "mismatch",
] as const;
export const FULFILMENT_STATUSES = ["none", "on_hold", "partial", "fulfilled", "delivered"] as const;
export const ORDER_ACTIONS = ["note", "tag", "hold", "release", "cancel", "refund"] as const;
export type OrderAction = (typeof ORDER_ACTIONS)[number];

export const Order = z
  .object({
    id: Uuid,
    number: z.int(),
    status: z.enum(ORDER_STATUSES),
    paymentStatus: z.enum(PAYMENT_STATUSES),
    fulfilmentStatus: z.enum(FULFILMENT_STATUSES),
    customer: z.object({ id: Uuid, name: z.string() }),
    lines: z.array(
      PricedLine.extend({
        id: Uuid,
        canceled: z.int(),
        shipped: z.int(),
        delivered: z.int(),
        returned: z.int(),
      }),
    ),
    /** As they were when it was placed. */
    discounts: z.array(Discount),
    subtotal: Money,
    discount: Money,
    shipping: Money,
    tax: Money,
    total: Money,
    pricesIncludeTax: z.boolean(),
    paid: Money,
    refunded: Money,
    addresses: z.object({ shipping: Address.nullable() }),
    /** Labels of the desk; empty for customers. */
    tags: z.array(z.string()),
    /** What the caller may do with it now. */
    allowedActions: z.array(z.enum(ORDER_ACTIONS)),
    placedAt: Timestamp,
    canceledAt: Timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: "Order" });
export type Order = z.infer<typeof Order>;

/** A cart whose order waits for the card's provider. */
export const PendingOrder = z
  .object({
    /** The id that the order will have. */
    orderId: Uuid,
    cartId: Uuid,
    /** `waiting`: for whom the card belongs to, who has to agree; `stuck`: for somebody of the shop. */
    state: z.enum(["running", "waiting", "compensating", "stuck"]),
  })
  .meta({ id: "PendingOrder" });
export type PendingOrder = z.infer<typeof PendingOrder>;

export const OrderActor = z
  .object({ type: z.enum(["customer", "user", "api_key", "system"]), id: Uuid.nullable() })
  .meta({ id: "OrderActor" });

const ORDER_EVENT_KINDS = [
  "order.placed",
  "order.tagged",
  "order.noted",
  "order.held",
  "order.released",
  "order.canceled",
  "payment.authorized",
  "payment.captured",
  "payment.voided",
  "payment.mismatch",
  "payment.refund_requested",
  "payment.refunded",
  "payment.refund_failed",
] as const;

export const OrderEvent = z
  .object({
    number: z.int(),
    kind: z.enum(ORDER_EVENT_KINDS),
    /** Of a change: which field it was, and from what to what. */
    field: z.string().nullable(),
    old: z.array(z.string()).nullable(),
    new: z.array(z.string()).nullable(),
    reason: z.string().nullable(),
    actor: OrderActor,
    createdAt: Timestamp,
  })
  .meta({ id: "OrderEvent" });
export type OrderEvent = z.infer<typeof OrderEvent>;

export const OrderNote = z
  .object({ id: Uuid, orderId: Uuid, body: z.string(), actor: OrderActor, createdAt: Timestamp })
  .meta({ id: "OrderNote" });
export type OrderNote = z.infer<typeof OrderNote>;
