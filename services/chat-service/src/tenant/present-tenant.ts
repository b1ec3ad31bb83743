import type { Tenant, WidgetSettings } from "@chorus/contracts/entities/tenant";
import type { TenantRow } from "./queries.ts";

const DEFAULT_ACCENT = "#4f46e5";

export function presentTenant(row: TenantRow): Tenant {
  return { id: row.tenant_id, slug: row.slug, name: row.name, widgetKey: row.widget_key };
}

export function presentWidgetSettings(row: TenantRow): WidgetSettings {
  const { widget = {} } = row.settings as { widget?: Partial<WidgetSettings> };
  return {
    tenantName: row.name,
    teamName: widget.teamName ?? row.name,
    accentColour: widget.accentColour ?? DEFAULT_ACCENT,
    greeting: widget.greeting ?? "Hi! How can we help?",
  };
}
