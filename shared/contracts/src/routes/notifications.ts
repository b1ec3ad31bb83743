import { z } from "zod";
import { Delivery, DeliveryChannel, DeliveryStatus } from "../entities/delivery.ts";
import { Uuid } from "../ids.ts";
import { PageQuery, pageOf } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "notification-worker";

export const listDeliveries = defineRoute({
  id: "deliveries.list",
  service,
  method: "GET",
  path: "/api/v1/deliveries",
  summary: "What was sent to whom and what became of it, newest first",
  access: "user",
  permission: "tenant.manage",
  query: PageQuery.extend({
    status: DeliveryStatus.optional(),
    channel: DeliveryChannel.optional(),
    /** An address. */
    recipient: z.string().max(500).optional(),
  }),
  responses: { 200: pageOf(Delivery) },
});

export const retryDelivery = defineRoute({
  id: "deliveries.retry",
  service,
  method: "POST",
  path: "/api/v1/deliveries/{deliveryId}/retry",
  summary: "Try again what failed, or what nobody knows the end of",
  access: "user",
  permission: "tenant.manage",
  params: z.object({ deliveryId: Uuid }),
  responses: { 200: Delivery },
  errors: ["conflict"],
});

export const sendTestNotification = defineRoute({
  id: "notifications.test",
  service,
  method: "POST",
  path: "/api/v1/notifications/test",
  summary: "Send oneself a test on a channel",
  access: "user",
  body: z.strictObject({ channel: DeliveryChannel.exclude(["webhook"]) }),
  responses: { 202: Delivery },
  errors: ["conflict"],
});
