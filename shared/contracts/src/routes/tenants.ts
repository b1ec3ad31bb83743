import { z } from "zod";
import { Origin, Tenant, TenantSlug } from "../entities/tenant.ts";
import { Uuid } from "../ids.ts";
import { DisplayName, EmailAddress } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";
import { Password } from "./people.ts";

export const createTenant = defineRoute({
  id: "tenants.create",
  service: "chat-service",
  method: "POST",
  path: "/api/v1/tenants",
  summary: "Create a company with its owner",
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
