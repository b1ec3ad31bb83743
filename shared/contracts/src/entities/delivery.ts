import { z } from "zod";
import { Uuid } from "../ids.ts";
import { DeliveryReason } from "./delivery-reasons.ts";
import { Timestamp } from "../primitives.ts";

export const DELIVERY_CHANNELS = ["email", "sms", "push", "webhook", "in_app"] as const;
export const DeliveryChannel = z.enum(DELIVERY_CHANNELS);
export type DeliveryChannel = z.infer<typeof DeliveryChannel>;

/**
 * `queued`: will be tried. `held`: will be tried later, the reason says why. `sent`: the provider has it. `delivered`: it says
 * that it arrived. `failed`, `bounced`: given up. `suppressed`: the address or its owner does not want it. `cancelled`: no
 * longer needed. `unknown`: the provider was called and nobody heard its answer; it is not sent again by itself.
 */
export const DELIVERY_STATUSES = [
  "queued",
  "held",
  "sent",
  "delivered",
  "failed",
  "bounced",
  "suppressed",
  "cancelled",
  "unknown",
] as const;
export const DeliveryStatus = z.enum(DELIVERY_STATUSES);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** The events that people are notified of. */
export const NOTIFICATION_EVENTS = [
  "message.unread",
  "conversation.waiting",
  "conversation.assigned",
  "conversation.mentioned",
  "conversation.closed",
  "conversation.transcript",
  "people.invitation",
  "people.password_reset",
  "people.new_device",
  "people.password_changed",
  "tenant.quota",
  "test",
] as const;
export const NotificationEvent = z.enum(NOTIFICATION_EVENTS);
export type NotificationEvent = z.infer<typeof NotificationEvent>;

export const DeliveryStep = z.object({
  at: Timestamp,
  status: DeliveryStatus,
  detail: z.string().nullable(),
  /** `detail`, to be said in another language. */ why: DeliveryReason.nullable(),
});

/** One notification of one person on one channel, with its outcome. */
export const Delivery = z
  .object({
    id: Uuid,
    event: NotificationEvent,
    conversationId: Uuid.nullable(),
    channel: DeliveryChannel,
    /** The address: of mail, a number, a push endpoint's host; a name in_app. */
    recipient: z.string(),
    status: DeliveryStatus,
    /** In plain words, when the status alone does not say enough. */
    reason: z.string().nullable(),
    /** `reason`, to be said in another language; null also for a sentence of another version. */
    why: DeliveryReason.nullable(),
    provider: z.string().nullable(),
    attempts: z.int(),
    timeline: z.array(DeliveryStep),
    createdAt: Timestamp,
  })
  .meta({ id: "Delivery" });
export type Delivery = z.infer<typeof Delivery>;
