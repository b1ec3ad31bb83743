import { z } from "zod";
import { Uuid } from "../ids.ts";
import { Timestamp } from "../primitives.ts";
import { QuotaName } from "../quotas.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

/** What a tenant may use, and has used. */
export const Quota = z
  .object({
    quota: QuotaName,
    amount: z.int(),
    /** The operator has set nothing for this tenant. */
    isDefault: z.boolean(),
    /** In this period, or what is there now; of what is counted in Redis null while that is away. */
    used: z.int().nullable(),
    /** When it begins again at nothing; null: never. */
    resetsAt: Timestamp.nullable(),
  })
  .meta({ id: "Quota" });
export type Quota = z.infer<typeof Quota>;

const Quotas = z.object({ items: z.array(Quota) });
const ofTenant = z.object({ tenantId: Uuid });

export const listTenantQuotas = defineRoute({
  id: "tenants.list_quotas",
  service,
  method: "GET",
  path: "/api/v1/tenants/{tenantId}/quotas",
  summary: "What a company may use, and has used",
  access: "operator",
  params: ofTenant,
  responses: { 200: Quotas },
});

export const setTenantQuota = defineRoute({
  id: "tenants.set_quota",
  service,
  method: "PUT",
  path: "/api/v1/tenants/{tenantId}/quotas/{quota}",
  summary: "Change what a company may use; null: the default again",
  access: "operator",
  params: ofTenant.extend({ quota: QuotaName }),
  body: z.strictObject({ amount: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable() }),
  responses: { 200: Quotas },
});

export const listOwnQuotas = defineRoute({
  id: "tenant.list_quotas",
  service,
  method: "GET",
  path: "/api/v1/tenant/quotas",
  summary: "What one's own company may use, and has used",
  access: "user",
  permission: "tenant.manage",
  responses: { 200: Quotas },
});
