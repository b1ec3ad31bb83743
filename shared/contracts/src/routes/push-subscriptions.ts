import { z } from "zod";
import { Uuid } from "../ids.ts";
import { webAddress } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "notification-worker";

/** RFC 8291: a point of P-256, uncompressed, 65 bytes; and 16 bytes. Both as base64url. */
const PublicKey = z
  .string()
  .regex(/^B[A-P][\w-]{85}=?$/, "must be an uncompressed P-256 public key, 65 bytes as base64url");
const AuthSecret = z.string().regex(/^[\w-]{22}(==)?$/, "must be 16 bytes as base64url");

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
    endpoint: webAddress({ max: 1_000 }),
    keys: z.object({ p256dh: PublicKey, auth: AuthSecret }),
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
