import { z } from "zod";
import { CustomerConversation } from "../entities/conversation.ts";
import { CustomerProfile } from "../entities/people.ts";
import { ProofOfWork } from "../entities/proof-of-work.ts";
import { WidgetSettings } from "../entities/tenant.ts";
import { Uuid } from "../ids.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

const WidgetSession = z.object({
  accessToken: z.string(),
  expiresIn: z.int(),
  /** Keep it: it makes this device the same customer again. */
  deviceToken: z.string(),
  customer: z.object({ id: Uuid, name: z.string(), verified: z.boolean() }),
  /** The customer's conversation that is not closed, if there is one. */
  conversation: CustomerConversation.nullable(),
  settings: WidgetSettings,
});
export type WidgetSession = z.infer<typeof WidgetSession>;

export const createWidgetSession = defineRoute({
  id: "widget.sessions.create",
  service,
  method: "POST",
  path: "/api/v1/widget/sessions",
  summary: "Start or continue a customer's session on a device",
  access: "public",
  body: z.strictObject({
    tenantKey: z.string().min(1).max(100),
    deviceToken: z.string().max(200).optional(),
    identityToken: z.string().max(8192).optional(),
    profile: CustomerProfile.optional(),
    /** The answer to a `proof_required`. */
    proof: ProofOfWork.optional(),
  }),
  responses: { 201: WidgetSession },
  errors: ["not_found", "forbidden", "tenant_suspended", "proof_required"],
});

export const refreshWidgetSession = defineRoute({
  id: "widget.sessions.refresh",
  service,
  method: "POST",
  path: "/api/v1/widget/sessions/refresh",
  summary: "A new access token for a known device",
  access: "public",
  body: z.strictObject({ tenantKey: z.string().min(1).max(100), deviceToken: z.string().min(1).max(200) }),
  responses: { 200: z.object({ accessToken: z.string(), expiresIn: z.int() }) },
  errors: ["unauthenticated", "tenant_suspended"],
});
