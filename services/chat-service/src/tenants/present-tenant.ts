import { DEFAULT_WIDGET_LOOK, type Tenant, type WidgetSettings } from "@chorus/contracts/entities/tenant";
import { DEFAULT_TENANT_LIMITS, type TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import { readTenantSettings } from "@chorus/contracts/entities/tenant-settings";
import type { TenantRow } from "./queries.ts";

export function presentTenant(row: TenantRow): Tenant {
  return { id: row.tenant_id, slug: row.slug, name: row.name, widgetKey: row.widget_key };
}

/** @param defaults this installation's values for settings that the tenant has not set */
export function tenantLimits(row: Pick<TenantRow, "settings">, defaults: Partial<TenantLimits>): TenantLimits {
  const own = readTenantSettings(row.settings).limits as Partial<TenantLimits>;
  return { ...DEFAULT_TENANT_LIMITS, ...defaults, ...own };
}

export function presentTenantSettings(row: TenantRow, defaultLimits: Partial<TenantLimits>) {
  return {
    ...presentTenant(row),
    allowedOrigins: row.allowed_origins,
    ...readTenantSettings(row.settings),
    limits: tenantLimits(row, defaultLimits),
  };
}

export function presentWidgetSettings(row: TenantRow): WidgetSettings {
  const { widget } = readTenantSettings(row.settings);
  return { tenantName: row.name, teamName: row.name, ...DEFAULT_WIDGET_LOOK, ...(widget as Partial<WidgetSettings>) };
}
