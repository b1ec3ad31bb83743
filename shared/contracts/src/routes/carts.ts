import { z } from "zod";
import { Address, Cart, CART_LIMITS, Order, PendingOrder, Quote } from "../entities/order.ts";
import { CouponCode } from "../entities/promotion.ts";
import { Uuid } from "../ids.ts";
import { defineRoute } from "./define-route.ts";

const service = "commerce";
const ofCart = z.object({ cartId: Uuid });

export const createCart = defineRoute({
  id: "carts.create",
  service,
  method: "POST",
  path: "/api/v1/carts",
  summary: "A new cart: a customer's own, or of a customer who is named",
  access: "member",
  permission: "cart.use",
  idempotent: true,
  body: z.strictObject({
    /** Whose cart it is; only for the desk and API keys, who have to say it. */
    customerId: Uuid.optional(),
  }),
  responses: { 201: Cart },
  errors: ["not_found"],
});

export const getCart = defineRoute({
  id: "carts.get",
  service,
  method: "GET",
  path: "/api/v1/carts/{cartId}",
  summary: "A cart at today's prices",
  access: "member",
  permission: "cart.use",
  params: ofCart,
  responses: { 200: Cart },
});

export const setCartLine = defineRoute({
  id: "carts.set_line",
  service,
  method: "PUT",
  path: "/api/v1/carts/{cartId}/lines/{variantId}",
  summary: "So many units of a variant in the cart; 0 takes it out",
  access: "member",
  permission: "cart.use",
  params: ofCart.extend({ variantId: Uuid }),
  body: z.strictObject({ quantity: z.int().min(0).max(CART_LIMITS.quantity) }),
  responses: { 200: Cart },
  errors: ["conflict"],
});

export const setCartAddress = defineRoute({
  id: "carts.set_address",
  service,
  method: "PUT",
  path: "/api/v1/carts/{cartId}/address",
  summary: "Where the goods are to go",
  access: "member",
  permission: "cart.use",
  params: ofCart,
  body: Address,
  responses: { 200: Cart },
  errors: ["conflict"],
});

export const addCartCoupon = defineRoute({
  id: "carts.add_coupon",
  service,
  method: "PUT",
  path: "/api/v1/carts/{cartId}/coupons/{code}",
  summary: "Ask for a promotion by its code; what cannot be used now is refused, and nothing changes",
  access: "member",
  permission: "cart.use",
  params: ofCart.extend({ code: CouponCode }),
  responses: { 200: Cart },
  errors: ["conflict", "coupon_unknown", "coupon_not_begun", "coupon_ended", "coupon_used_up", "coupon_needs_more"],
});

export const removeCartCoupon = defineRoute({
  id: "carts.remove_coupon",
  service,
  method: "DELETE",
  path: "/api/v1/carts/{cartId}/coupons/{code}",
  summary: "Take a code out of the cart",
  access: "member",
  permission: "cart.use",
  params: ofCart.extend({ code: CouponCode }),
  responses: { 200: Cart },
  errors: ["conflict"],
});

export const quoteCart = defineRoute({
  id: "carts.quote",
  service,
  method: "POST",
  path: "/api/v1/carts/{cartId}/quote",
  summary:
    "What the cart costs; prices are kept for it until the quote ends, and units as it says, in place of those of the customer's other carts",
  access: "member",
  permission: "cart.use",
  params: ofCart,
  responses: { 200: Quote },
  errors: ["conflict", "cart_changed", "out_of_stock"],
});

export const completeCart = defineRoute({
  id: "carts.complete",
  service,
  method: "POST",
  path: "/api/v1/carts/{cartId}/complete",
  summary:
    "Order what was quoted; 200 with the order when the cart was ordered before, 202 while the card's provider has not answered: ask again. `cart_changed` says what is different now",
  access: "member",
  permission: "cart.use",
  idempotent: "required",
  params: ofCart,
  body: z.strictObject({
    confirmToken: Uuid,
    payment: z.discriminatedUnion("method", [
      /** Agreed with the shop, by invoice for instance. */
      z.strictObject({ method: z.literal("manual") }),
      /** What the provider's own form made of the card (`pm_…`): numbers of cards never come here. */
      z.strictObject({
        method: z.literal("card"),
        token: z
          .string()
          .regex(/^[a-z]{2,12}_\w{1,190}$/, "must be what the card provider's form gave, such as pm_…, never a number"),
      }),
    ]),
  }),
  responses: { 201: Order, 200: Order, 202: PendingOrder },
  errors: ["conflict", "cart_changed", "out_of_stock", "payment_declined", "not_available"],
});
