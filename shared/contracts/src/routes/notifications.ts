import { z } from "zod";
import { Delivery, DeliveryChannel, DeliveryStatus, NotificationEvent } from "../entities/delivery.ts";
import { Uuid } from "../ids.ts";
import { CHOSEN_CHANNELS } from "../entities/notification-preferences.ts";
import { PageQuery, pageOf, plainText, Timestamp } from "../primitives.ts";
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
    /** One, or several with commas between. */
    status: plainText({ max: 100 })
      .transform((list) => list.split(",").filter(Boolean))
      .pipe(z.array(DeliveryStatus).min(1))
      .optional(),
    channel: DeliveryChannel.optional(),
    /** An address. */
    recipient: plainText({ max: 500 }).optional(),
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

export const replayDeliveries = defineRoute({
  id: "deliveries.replay",
  service,
  method: "POST",
  path: "/api/v1/deliveries/replay",
  summary: "Try several again; those that have arrived or are under way are left alone",
  access: "user",
  permission: "tenant.manage",
  body: z.strictObject({ deliveryIds: z.array(Uuid).min(1).max(200) }),
  responses: { 200: z.object({ replayed: z.int(), leftAlone: z.int() }) },
});

export const getDeliveryHealth = defineRoute({
  id: "deliveries.health",
  service,
  method: "GET",
  path: "/api/v1/deliveries/health",
  summary: "What waits, what was given up, and which providers are away",
  access: "user",
  permission: "tenant.manage",
  responses: {
    200: z.object({
      queued: z.int(),
      held: z.int(),
      /** Since when the oldest of them waits. */
      oldestAt: Timestamp.nullable(),
      failed: z.int(),
      bounced: z.int(),
      unknown: z.int(),
      channels: z.array(
        z.object({
          channel: z.enum(CHOSEN_CHANNELS),
          /** `off`: this installation has no provider for it. `away`: it does not answer right now. */
          state: z.enum(["on", "away", "off"]),
        }),
      ),
    }),
  },
});

const InAppNotification = z
  .object({
    id: Uuid,
    event: NotificationEvent,
    conversationId: Uuid.nullable(),
    /** The customer whose conversation it is; null for a test. */
    customerName: z.string().nullable(),
    /** Who did it; null for a test. */
    actorName: z.string().nullable(),
    seenAt: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: "InAppNotification" });
export type InAppNotification = z.infer<typeof InAppNotification>;

export const listNotifications = defineRoute({
  id: "notifications.list",
  service,
  method: "GET",
  path: "/api/v1/notifications",
  summary:
    "What the signed-in person was told of in the desk, newest first, and how much of it is unseen (at most 100 are counted)",
  access: "user",
  responses: { 200: z.object({ items: z.array(InAppNotification), unseen: z.int() }) },
});

export const markNotificationsSeen = defineRoute({
  id: "notifications.seen",
  service,
  method: "POST",
  path: "/api/v1/notifications/seen",
  summary: "Mark what was told in the desk as seen; without ids all of it",
  access: "user",
  body: z.strictObject({ ids: z.array(Uuid).max(200).optional() }),
  responses: { 204: null },
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
