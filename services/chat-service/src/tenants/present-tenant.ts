import type { BusinessHours } from "@chorus/contracts/entities/business-hours";
import type { NotificationPreferencesPatch } from "@chorus/contracts/entities/notification-preferences";
import { DEFAULT_WIDGET_LOOK, type Tenant, type WidgetSettings } from "@chorus/contracts/entities/tenant";
import { DEFAULT_TENANT_LIMITS, type TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import type { WidgetLook } from "@chorus/contracts/routes/tenant";
import type { TenantRow } from "./queries.ts";

export function presentTenant(row: TenantRow): Tenant {
  return { id: row.tenant_id, slug: row.slug, name: row.name, widgetKey: row.widget_key };
}

const DEFAULT_EDIT_WINDOW_MINUTES = 15;

/** What a tenant has set, as stored in `settings`. */
interface StoredSettings {
  editWindowMinutes?: number;
  limits?: Partial<TenantLimits>;
  widget?: WidgetLook;
  notifications?: NotificationPreferencesPatch;
  businessHours?: BusinessHours | null;
}

export function editWindowMinutes(row: TenantRow): number {
  return (row.settings as StoredSettings).editWindowMinutes ?? DEFAULT_EDIT_WINDOW_MINUTES;
}

/** @param defaults what this installation sets for whoever has set nothing */
export function tenantLimits(row: Pick<TenantRow, "settings">, defaults: Partial<TenantLimits>): TenantLimits {
  return { ...DEFAULT_TENANT_LIMITS, ...defaults, ...(row.settings as StoredSettings).limits };
}

export function presentTenantSettings(row: TenantRow, defaultLimits: Partial<TenantLimits>) {
  return {
    ...presentTenant(row),
    allowedOrigins: row.allowed_origins,
    editWindowMinutes: editWindowMinutes(row),
    widget: (row.settings as StoredSettings).widget ?? {},
    limits: tenantLimits(row, defaultLimits),
    notifications: (row.settings as StoredSettings).notifications ?? {},
    businessHours: (row.settings as StoredSettings).businessHours ?? null,
  };
}

export function presentWidgetSettings(row: TenantRow): WidgetSettings {
  const { widget = {} } = row.settings as StoredSettings;
  return { tenantName: row.name, teamName: row.name, ...DEFAULT_WIDGET_LOOK, ...(widget as Partial<WidgetSettings>) };
}
