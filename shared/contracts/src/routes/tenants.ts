import { z } from "zod";
import { Origin, Tenant, TenantSlug, TenantStatus } from "../entities/tenant.ts";
import { Uuid } from "../ids.ts";
import { DisplayName, EmailAddress, PageQuery, pageOf, Password, plainText, Timestamp } from "../primitives.ts";
import { SERVICE_NAMES } from "../services.ts";
import { defineRoute } from "./define-route.ts";
import { Quota } from "./quotas.ts";

const tenantParams = z.object({ tenantId: Uuid });

const ListedTenant = z
  .object({
    tenant: Tenant,
    status: TenantStatus,
    /** It was deleted, and the rest of its data is on the way out. */
    isBeingDeleted: z.boolean(),
    createdAt: Timestamp,
    /** The last message or note in any conversation, or the beginning of one; null: there is none. */
    lastNewsAt: Timestamp.nullable(),
    quotas: z.array(Quota),
  })
  .meta({ id: "ListedTenant" });

export const listTenants = defineRoute({
  id: "tenants.list",
  service: "chat-service",
  method: "GET",
  path: "/api/v1/tenants",
  summary: "Tenants, the newest first, with what they use",
  access: "operator",
  query: PageQuery.extend({
    /** Part of the name or the slug. */
    q: plainText({ min: 1, max: 120 }).trim().optional(),
    status: TenantStatus.optional(),
  }),
  responses: { 200: pageOf(ListedTenant) },
});

export const readDeletion = defineRoute({
  id: "tenants.read_deletion",
  service: "chat-service",
  method: "GET",
  path: "/api/v1/tenants/{tenantId}/deletion",
  summary: "What a deletion would take; nothing is deleted",
  access: "operator",
  params: tenantParams,
  responses: {
    200: z.object({
      tenant: Tenant,
      conversations: z.int(),
      messages: z.int(),
      files: z.int(),
      /** Of the desk. */
      people: z.int(),
      customers: z.int(),
    }),
  },
});

export const listOperatorLog = defineRoute({
  id: "tenants.operator_log",
  service: "chat-service",
  method: "GET",
  path: "/api/v1/operator-log",
  summary: "What the operator did to the whole installation, and which tenants were deleted, newest first",
  access: "operator",
  query: PageQuery,
  responses: {
    200: pageOf(
      z.object({
        id: Uuid,
        at: Timestamp,
        action: z.string(),
        tenantId: Uuid.nullable(),
        detail: z.record(z.string(), z.unknown()),
        requestId: Uuid,
      }),
    ),
  },
});

export const readPlatform = defineRoute({
  id: "tenants.platform",
  service: "chat-service",
  method: "GET",
  path: "/api/v1/platform",
  summary: "Which services there are and whether each is ready, as they say themselves every few seconds",
  access: "operator",
  responses: {
    200: z.object({
      items: z.array(
        z.object({
          service: z.enum(SERVICE_NAMES),
          /** None: nothing was heard of it in the last seconds. */
          instances: z.array(
            z.object({ at: Timestamp, isReady: z.boolean(), checks: z.record(z.string(), z.string()) }),
          ),
        }),
      ),
    }),
  },
});

export const suspendTenant = defineRoute({
  id: "tenants.suspend",
  service: "chat-service",
  method: "POST",
  path: "/api/v1/tenants/{tenantId}/suspend",
  summary: "Nobody of this tenant connects or signs in any more; nothing is deleted",
  access: "operator",
  params: tenantParams,
  responses: { 200: z.object({ tenant: Tenant, status: TenantStatus }) },
});

export const resumeTenant = defineRoute({
  id: "tenants.resume",
  service: "chat-service",
  method: "POST",
  path: "/api/v1/tenants/{tenantId}/resume",
  summary: "Ends a suspension",
  access: "operator",
  params: tenantParams,
  responses: { 200: z.object({ tenant: Tenant, status: TenantStatus }) },
});

export const exportTenant = defineRoute({
  id: "tenants.export",
  service: "chat-service",
  method: "GET",
  path: "/api/v1/tenants/{tenantId}/export",
  summary: "Everything of a tenant, as one JSON object a line: {table, row}; no secrets",
  access: "operator",
  params: tenantParams,
  responses: { 200: z.string().meta({ contentType: "application/x-ndjson" }) },
});

export const deleteTenant = defineRoute({
  id: "tenants.delete",
  service: "chat-service",
  method: "DELETE",
  path: "/api/v1/tenants/{tenantId}",
  summary: "Delete a tenant with everything it has; there is no way back",
  access: "operator",
  params: tenantParams,
  responses: { 204: null },
});

export const createTenant = defineRoute({
  id: "tenants.create",
  service: "chat-service",
  method: "POST",
  path: "/api/v1/tenants",
  summary: "Create a tenant with its owner, who is invited by mail when no password is given",
  access: "operator",
  body: z.strictObject({
    name: DisplayName,
    slug: TenantSlug,
    /** Without a password they are invited by mail. */
    owner: z.strictObject({ name: DisplayName, email: EmailAddress, password: Password.optional() }),
    allowedOrigins: z.array(Origin).max(50).optional(),
  }),
  responses: { 201: z.object({ tenant: Tenant, owner: z.object({ id: Uuid, email: EmailAddress }) }) },
  errors: ["already_exists"],
});
