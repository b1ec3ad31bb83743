import { z } from "zod";
import { Order, ORDER_STATUSES, OrderEvent, OrderNote } from "../entities/order.ts";
import { Uuid } from "../ids.ts";
import { label, PageQuery, pageOf, plainText, visibleText } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "commerce";
/** Its id, or its number. */
export const ofOrder = z.object({ idOrNumber: z.union([Uuid, z.string().regex(/^[1-9]\d{0,14}$/)]) });
export const Reason = label({ max: 500 });

export const listOrders = defineRoute({
  id: "orders.list",
  service,
  method: "GET",
  path: "/api/v1/orders",
  summary: "Orders, the newest first; customers see their own",
  access: "member",
  permission: "order.read",
  query: PageQuery.extend({
    status: z.enum(ORDER_STATUSES).optional(),
    /** For the desk and API keys. */
    customerId: Uuid.optional(),
    /** A number, or the beginnings of words of the customer's name, with or without accents. */
    q: plainText({ max: 100 }).optional(),
  }),
  responses: { 200: pageOf(Order) },
});

export const getOrder = defineRoute({
  id: "orders.get",
  service,
  method: "GET",
  path: "/api/v1/orders/{idOrNumber}",
  summary: "One order",
  access: "member",
  permission: "order.read",
  params: ofOrder,
  responses: { 200: Order },
});

export const getTimeline = defineRoute({
  id: "orders.timeline",
  service,
  method: "GET",
  path: "/api/v1/orders/{idOrNumber}/timeline",
  summary: "What happened to an order, by whom and why, and every change of a field, the first first, a page at a time",
  access: "user",
  permission: "order.read",
  params: ofOrder,
  query: PageQuery,
  responses: { 200: pageOf(OrderEvent) },
});

export const listOrderNotes = defineRoute({
  id: "orders.list_notes",
  service,
  method: "GET",
  path: "/api/v1/orders/{idOrNumber}/notes",
  summary: "The desk's notes on an order, the newest first",
  access: "user",
  permission: "order.read",
  params: ofOrder,
  responses: { 200: z.object({ items: z.array(OrderNote) }) },
});

export const addOrderNote = defineRoute({
  id: "orders.add_note",
  service,
  method: "POST",
  path: "/api/v1/orders/{idOrNumber}/notes",
  summary: "A note for the desk; customers never see it",
  access: "user",
  permission: "order.work",
  idempotent: true,
  params: ofOrder,
  body: z.strictObject({ body: visibleText({ max: 4_000 }) }),
  responses: { 201: OrderNote },
  errors: ["conflict"],
});

export const setOrderTags = defineRoute({
  id: "orders.set_tags",
  service,
  method: "PUT",
  path: "/api/v1/orders/{idOrNumber}/tags",
  summary: "The labels of an order, in place of those it had",
  access: "user",
  permission: "order.work",
  params: ofOrder,
  body: z.strictObject({ tags: z.array(label({ max: 40 })).max(20) }),
  responses: { 200: Order },
  errors: ["conflict"],
});

export const holdOrder = defineRoute({
  id: "orders.hold",
  service,
  method: "POST",
  path: "/api/v1/orders/{idOrNumber}/hold",
  summary: "Keep an order from being shipped",
  access: "user",
  permission: "order.work",
  idempotent: true,
  params: ofOrder,
  body: z.strictObject({ reason: Reason }),
  responses: { 200: Order },
  errors: ["conflict"],
});

export const releaseOrder = defineRoute({
  id: "orders.release",
  service,
  method: "POST",
  path: "/api/v1/orders/{idOrNumber}/release",
  summary: "Let a held order go on",
  access: "user",
  permission: "order.work",
  idempotent: true,
  params: ofOrder,
  responses: { 200: Order },
  errors: ["conflict"],
});

export const cancelOrder = defineRoute({
  id: "orders.cancel",
  service,
  method: "POST",
  path: "/api/v1/orders/{idOrNumber}/cancel",
  summary:
    "Cancel a whole order of which nothing is shipped and nothing was taken: its units can be sold again, and its payment is voided",
  access: "user",
  permission: "order.work",
  idempotent: true,
  params: ofOrder,
  body: z.strictObject({ reason: Reason }),
  responses: { 200: Order },
  errors: ["conflict"],
});
