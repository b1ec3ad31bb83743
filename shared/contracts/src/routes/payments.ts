import { z } from "zod";
import { Payment } from "../entities/payment.ts";
import { Uuid } from "../ids.ts";
import { MAX_PRICE } from "../money.ts";
import { defineRoute } from "./define-route.ts";
import { ofOrder } from "./orders.ts";

const service = "commerce";
const ofPayment = z.object({ paymentId: Uuid });

export const listOrderPayments = defineRoute({
  id: "orders.payments",
  service,
  method: "GET",
  path: "/api/v1/orders/{idOrNumber}/payments",
  summary: "How an order is paid",
  access: "user",
  permission: "order.read",
  params: ofOrder,
  responses: { 200: z.object({ items: z.array(Payment) }) },
});

export const capturePayment = defineRoute({
  id: "payments.capture",
  service,
  method: "POST",
  path: "/api/v1/payments/{paymentId}/capture",
  summary:
    "Take what was authorised by card, once: all of it, or a part, of which the rest is given back; 202 while the provider has not answered",
  access: "user",
  permission: "payment.manage",
  idempotent: "required",
  params: ofPayment,
  body: z.strictObject({
    /** Minor units; all of it when left out. */
    amount: z.int().min(1).max(MAX_PRICE).optional(),
  }),
  responses: { 200: Payment, 202: Payment },
  errors: ["conflict", "not_available"],
});

export const voidPayment = defineRoute({
  id: "payments.void",
  service,
  method: "POST",
  path: "/api/v1/payments/{paymentId}/void",
  summary: "Give back what was authorised by card and not taken; 202 while the provider has not answered",
  access: "user",
  permission: "payment.manage",
  idempotent: true,
  params: ofPayment,
  responses: { 200: Payment, 202: Payment },
  errors: ["conflict", "not_available"],
});
