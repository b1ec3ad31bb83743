import { z } from "zod";
import { Origin, Tenant, TenantSlug, TenantStatus } from "../entities/tenant.ts";
import { Uuid } from "../ids.ts";
import { DisplayName, EmailAddress, Password } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const tenantParams = z.object({ tenantId: Uuid });

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
  summary: "Create a tenant with its owner",
  access: "operator",
  body: z.strictObject({
    name: DisplayName,
    slug: TenantSlug,
    owner: z.strictObject({ name: DisplayName, email: EmailAddress, password: Password }),
    allowedOrigins: z.array(Origin).max(50).optional(),
  }),
  responses: { 201: z.object({ tenant: Tenant, owner: z.object({ id: Uuid, email: EmailAddress }) }) },
  errors: ["already_exists"],
});
