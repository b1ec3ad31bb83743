import { z } from "zod";
import { CART_LIMITS } from "../entities/order.ts";
import { Refund } from "../entities/refund.ts";
import { Uuid } from "../ids.ts";
import { MAX_PRICE } from "../money.ts";
import { defineRoute } from "./define-route.ts";
import { ofOrder, Reason } from "./orders.ts";

const service = "commerce";

const RefundRequest = z
  .strictObject({
    orderId: Uuid,
    /** What is given back: units of lines cost what was paid for them. */
    lines: z
      .array(z.strictObject({ lineId: Uuid, quantity: z.int().min(1).max(CART_LIMITS.quantity) }))
      .max(CART_LIMITS.lines)
      .optional(),
    /** With lines, which may be empty then: what shipping cost, once. */
    shipping: z.boolean().optional(),
    /** Minor units, instead of lines. */
    amount: z.int().min(1).max(MAX_PRICE).optional(),
    reason: Reason,
  })
  .refine(({ lines, amount }) => (lines === undefined) !== (amount === undefined), {
    ...{ path: ["lines"], message: "give either lines or an amount" },
  })
  .refine(({ lines, shipping }) => shipping !== true || lines !== undefined, {
    ...{ path: ["shipping"], message: "goes with lines: an amount says all of it" },
  })
  .refine(({ lines, shipping }) => lines === undefined || lines.length > 0 || shipping === true, {
    ...{ path: ["lines"], message: "must not be empty without shipping" },
  })
  .refine(({ lines = [] }) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length, {
    ...{ path: ["lines"], message: "must not name a line twice" },
  });

export const createRefund = defineRoute({
  id: "refunds.create",
  service,
  method: "POST",
  path: "/api/v1/refunds",
  summary: "Give back what was taken by card, by lines or by amount; 202 while the provider has not answered",
  access: "user",
  permission: "refund.manage",
  idempotent: "required",
  body: RefundRequest,
  responses: { 201: Refund, 202: Refund },
  errors: ["not_found", "conflict"],
});

export const listOrderRefunds = defineRoute({
  id: "orders.refunds",
  service,
  method: "GET",
  path: "/api/v1/orders/{idOrNumber}/refunds",
  summary: "What of an order's payment was given back, the first first",
  access: "user",
  permission: "order.read",
  params: ofOrder,
  responses: { 200: z.object({ items: z.array(Refund) }) },
});
