import { z } from "zod";
import { Uuid } from "../ids.ts";
import { defineRoute } from "./define-route.ts";

const service = "notification-worker";

const Base64Url = z.string().regex(/^[\w-]+=*$/, "must be base64url");

export const getPushKey = defineRoute({
  id: "push_subscriptions.key",
  service,
  method: "GET",
  path: "/api/v1/push-subscriptions/key",
  summary: "The VAPID key a browser subscribes with; null when this installation sends no push messages",
  access: "member",
  responses: { 200: z.object({ publicKey: z.string().nullable() }) },
});

export const createPushSubscription = defineRoute({
  id: "push_subscriptions.create",
  service,
  method: "POST",
  path: "/api/v1/push-subscriptions",
  summary: "Send push messages to this browser, too; the same endpoint again is the same subscription",
  access: "member",
  /** As `PushSubscription.toJSON()` gives it. */
  body: z.object({
    endpoint: z.url().max(1_000),
    keys: z.object({ p256dh: Base64Url.max(120), auth: Base64Url.max(40) }),
  }),
  responses: { 201: z.object({ id: Uuid }) },
  errors: ["conflict", "forbidden"],
});

export const deletePushSubscription = defineRoute({
  id: "push_subscriptions.delete",
  service,
  method: "DELETE",
  path: "/api/v1/push-subscriptions/{subscriptionId}",
  summary: "No more push messages to this browser",
  access: "member",
  params: z.object({ subscriptionId: Uuid }),
  responses: { 204: null },
});
