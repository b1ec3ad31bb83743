import { z } from "zod";
import { TenantLimits } from "../entities/tenant-limits.ts";
import { tenantSettingsPatchShape, tenantSettingsShape } from "../entities/tenant-settings.ts";
import { Origin, Tenant } from "../entities/tenant.ts";
import { Uuid } from "../ids.ts";
import { DisplayName, PageQuery, Timestamp, pageOf } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

const TenantSettings = Tenant.extend({
  allowedOrigins: z.array(Origin),
  ...tenantSettingsShape,
  limits: TenantLimits,
});

export const getTenant = defineRoute({
  id: "tenant.get",
  service,
  method: "GET",
  path: "/api/v1/tenant",
  summary: "The tenant and its settings",
  access: "user",
  permission: "people.read",
  responses: { 200: TenantSettings },
});

export const patchTenant = defineRoute({
  id: "tenant.patch",
  service,
  method: "PATCH",
  path: "/api/v1/tenant",
  summary: "Change settings; what is not named stays",
  access: "user",
  permission: "tenant.manage",
  body: z.strictObject({
    name: DisplayName.optional(),
    allowedOrigins: z.array(Origin).max(50).optional(),
    ...tenantSettingsPatchShape,
  }),
  responses: { 200: TenantSettings },
});

export const rotateIdentitySecret = defineRoute({
  id: "tenant.rotate_identity_secret",
  service,
  method: "POST",
  path: "/api/v1/tenant/identity-secret",
  summary: "A new secret for signing customers' identities; shown this once, the one before ends",
  access: "user",
  permission: "tenant.own",
  responses: { 201: z.object({ secret: z.string() }) },
});

const AuditEntry = z
  .object({
    number: z.int(),
    at: Timestamp,
    actor: z.object({ type: z.string(), id: Uuid.nullable() }),
    action: z.string(),
    target: z.object({ type: z.string(), id: Uuid.nullable() }),
    detail: z.record(z.string(), z.unknown()),
    requestId: Uuid.nullable(),
    /** SHA-256 over the row and the hash before it, hexadecimal. */
    hash: z.string(),
  })
  .meta({ id: "AuditEntry" });

export const listAuditLog = defineRoute({
  id: "tenant.audit_log",
  service,
  method: "GET",
  path: "/api/v1/audit-log",
  summary: "Who did what, newest first",
  access: "user",
  permission: "tenant.manage",
  query: PageQuery.extend({
    /** `noun.verb`, exactly. */
    action: z
      .string()
      .max(80)
      .regex(/^[a-z_]+[.][a-z_]+$/, "use noun.verb")
      .optional(),
    /** Who did it. */
    actorId: Uuid.optional(),
    /** From this moment on. */
    from: Timestamp.optional(),
    /** Before this moment. */
    to: Timestamp.optional(),
  }),
  responses: { 200: pageOf(AuditEntry) },
});
