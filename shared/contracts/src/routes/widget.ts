import { z } from "zod";
import { CustomerConversation } from "../entities/conversation.ts";
import { CustomerProfile } from "../entities/people.ts";
import { ProofOfWork } from "../entities/proof-of-work.ts";
import { Origin, WidgetSettings } from "../entities/tenant.ts";
import { Uuid } from "../ids.ts";
import { plainText, Timestamp } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";
const TenantKey = plainText({ min: 1, max: 100 });

const WidgetSession = z.object({
  accessToken: z.string(),
  expiresIn: z.int(),
  /** Keep it: it makes this device the same customer again. */
  deviceToken: z.string(),
  customer: z.object({
    id: Uuid,
    name: z.string(),
    /** About the name. */
    verified: z.boolean(),
    /** Signed in by the tenant's backend, whatever is known of them. Absent in answers of older services. */
    identified: z.boolean().optional(),
    /** Whether an address is known to answer to. Absent in answers of older services. */
    hasEmail: z.boolean().optional(),
  }),
  /** The one a link leads to; else the customer's conversation that is not closed, if there is one. */
  conversation: CustomerConversation.nullable(),
  /** Came by the link in a mail: this conversation and no other. */
  isLinked: z.boolean(),
  settings: WidgetSettings,
});
export type WidgetSession = z.infer<typeof WidgetSession>;

const DeskPeople = z.object({
  /** Is somebody there who answers? Null when that is not known right now. */
  online: z.boolean().nullable(),
  /** At most three of those who are there. */
  people: z.array(
    z.object({
      /** Absent in answers of older services. */
      id: Uuid.optional(),
      name: z.string(),
      avatar: z.string().nullable(),
    }),
  ),
  /** Median minutes to the first answer of a person, over the last seven days; null when there were too few. Absent in answers of older services. */
  replyMinutes: z.int().min(0).nullable().optional(),
  /** When the business hours begin again; null within them, and without any. Absent in answers of older services. */
  opensAt: Timestamp.nullable().optional(),
});
export type DeskPeople = z.infer<typeof DeskPeople>;

export const getWidget = defineRoute({
  id: "widget.get",
  service,
  method: "GET",
  path: "/api/v1/widget",
  summary: "What a widget shows before anything is stored about the visitor, and who may embed it",
  access: "public",
  query: z.object({ tenantKey: TenantKey }),
  responses: { 200: z.object({ settings: WidgetSettings, desk: DeskPeople, allowedOrigins: z.array(Origin) }) },
  errors: ["not_found", "tenant_suspended", "rate_limited"],
});

export const createWidgetSession = defineRoute({
  id: "widget.sessions.create",
  service,
  method: "POST",
  path: "/api/v1/widget/sessions",
  summary: "Start or continue a customer's session on a device",
  access: "public",
  body: z.strictObject({
    tenantKey: TenantKey,
    deviceToken: plainText({ max: 200 }).optional(),
    identityToken: plainText({ max: 8192 }).optional(),
    /** From the link in a mail: opens its conversation, and nothing else of whoever wrote it. */
    linkToken: plainText({ max: 400 }).optional(),
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
  body: z.strictObject({ tenantKey: TenantKey, deviceToken: plainText({ min: 1, max: 200 }) }),
  responses: { 200: z.object({ accessToken: z.string(), expiresIn: z.int() }) },
  errors: ["unauthenticated", "tenant_suspended"],
});

export const endWidgetSession = defineRoute({
  id: "widget.sessions.end",
  service,
  method: "POST",
  path: "/api/v1/widget/sessions/end",
  summary: "Forget this device; one that is not known has nothing to end",
  access: "public",
  body: z.strictObject({ tenantKey: TenantKey, deviceToken: plainText({ min: 1, max: 200 }) }),
  responses: { 204: null },
  errors: ["not_found"],
});
