import type { RouteBody, RouteResult } from "@chorus/contracts/routes/define-route";
import type { getTenant as route, patchTenant as patchRoute } from "@chorus/contracts/routes/tenant";
import { changeTenantSettings, whyRefused } from "@chorus/contracts/entities/tenant-settings";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { presentTenantSettings } from "./present-tenant.ts";
import { findTenant } from "./queries.ts";

type Settings = RouteResult<typeof route>;

/** The tenant and its settings. */
export async function getTenant(context: ChatContext, principal: Principal): Promise<Settings> {
  requirePermission(principal, "people.read");
  const row = await context.database.readTenant(principal.tenantId, findTenant);
  return presentTenantSettings(row, context.config.tenantLimits);
}

/** Changes the given settings; the others stay. @throws AppError `not_found` for a tenant that was deleted meanwhile, `not_available` */
export async function patchTenant(
  context: ChatContext,
  principal: Principal,
  input: RouteBody<typeof patchRoute> & { requestId: string },
): Promise<Settings> {
  requirePermission(principal, "tenant.manage");
  const { tenantId } = principal;
  const { requestId, ...changed } = input;
  const { name, allowedOrigins, ...settings } = changed;
  return context.database.withTenant(tenantId, async (tx) => {
    const current = await tx
      .selectFrom("tenants")
      .selectAll()
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow(() => notFound());
    const reason = whyRefused(current.settings, settings);
    if (reason !== undefined) throw new AppError("not_available", { detail: reason });
    await tx
      .updateTable("tenants")
      .set({
        name: name ?? current.name,
        allowed_origins: allowedOrigins ?? current.allowed_origins,
        settings: JSON.stringify(changeTenantSettings(current.settings, settings)),
      })
      .execute();
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: "tenant.update",
      target: { type: "tenant", id: tenantId },
      detail: { fields: Object.entries(changed).flatMap(([field, value]) => (value === undefined ? [] : [field])) },
      requestId,
    });
    return presentTenantSettings(await findTenant(tx), context.config.tenantLimits);
  });
}
