import { DEFAULT_TENANT_LIMITS } from "@chorus/contracts/entities/tenant-limits";
import { QUOTAS } from "@chorus/contracts/quotas";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { readTenantAccess as route } from "@chorus/contracts/routes/internal-chat";
import type { ChatContext } from "../context.ts";
import { tenantLimits } from "./present-tenant.ts";

/** Whether a tenant's people may connect, from which origins, and their limits. An unknown tenant is not active. */
export async function readTenantAccess(context: ChatContext, tenantId: string): Promise<RouteResult<typeof route>> {
  const row = await context.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("tenants as t")
      .leftJoin("tenant_quotas as q", (join) =>
        join.onRef("q.tenant_id", "=", "t.tenant_id").on("q.quota", "=", "sockets"),
      )
      .select(["t.status", "t.allowed_origins", "t.settings", "q.amount as sockets"])
      .executeTakeFirst(),
  );
  if (!row) return { active: false, allowedOrigins: [], limits: DEFAULT_TENANT_LIMITS };
  const limits = tenantLimits(row, context.config.tenantLimits);
  const sockets = row.sockets ?? QUOTAS.sockets.default;
  return { active: row.status === "active", allowedOrigins: row.allowed_origins, limits, sockets };
}
