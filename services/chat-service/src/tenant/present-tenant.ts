import type { Tenant, WidgetSettings } from "@chorus/contracts/entities/tenant";
import type { TenantRow } from "./queries.ts";

const DEFAULT_ACCENT = "#4f46e5";

export function presentTenant(row: TenantRow): Tenant {
  return { id: row.tenant_id, slug: row.slug, name: row.name, widgetKey: row.widget_key };
}

const DEFAULT_EDIT_WINDOW_MINUTES = 15;

/** What a tenant has set, as stored in `settings`. */
interface StoredSettings {
  editWindowMinutes?: number;
  widget?: Partial<Pick<WidgetSettings, "teamName" | "accentColour" | "greeting">>;
}

export function editWindowMinutes(row: TenantRow): number {
  return (row.settings as StoredSettings).editWindowMinutes ?? DEFAULT_EDIT_WINDOW_MINUTES;
}

export function presentTenantSettings(row: TenantRow) {
  return {
    ...presentTenant(row),
    allowedOrigins: row.allowed_origins,
    editWindowMinutes: editWindowMinutes(row),
    widget: (row.settings as StoredSettings).widget ?? {},
  };
}

export function presentWidgetSettings(row: TenantRow): WidgetSettings {
  const { widget = {} } = row.settings as StoredSettings;
  return {
    tenantName: row.name,
    teamName: widget.teamName ?? row.name,
    accentColour: widget.accentColour ?? DEFAULT_ACCENT,
    greeting: widget.greeting ?? "Hi! How can we help?",
  };
}
