import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { getWidget } from "@chorus/contracts/routes/widget";
import { notFound } from "@chorus/kernel/app-error";
import { closedUntil } from "@chorus/kernel/business-hours";
import { toTimestamp } from "@chorus/kernel/clock";
import { readTenantSettings } from "@chorus/contracts/entities/tenant-settings";
import type { ChatContext } from "../context.ts";
import { presentWidgetSettings } from "./present-tenant.ts";
import { findTenant, findTenantByWidgetKey, requireActive } from "./queries.ts";

/**
 * The widget's settings before there is a session. Stores nothing about the caller.
 * @throws AppError `not_found` for an unknown widget key, `tenant_suspended`
 */
export async function readWidget(context: ChatContext, tenantKey: string): Promise<RouteResult<typeof getWidget>> {
  const found = await findTenantByWidgetKey(context.database, tenantKey);
  if (!found) throw notFound();
  requireActive(found);
  const tenant = await context.database.readTenant(found.tenantId, findTenant);
  const [people, replyMinutes] = await Promise.all([
    context.deskPeople(found.tenantId),
    context.replyMinutes(found.tenantId),
  ]);
  const opensAtMs = closedUntil(readTenantSettings(tenant.settings).businessHours, context.clock.now());
  return {
    settings: presentWidgetSettings(tenant),
    desk: { ...people, replyMinutes, opensAt: opensAtMs === null ? null : toTimestamp(new Date(opensAtMs)) },
    allowedOrigins: tenant.allowed_origins,
  };
}
