import { readTenantSettings, type TenantSettings } from "@chorus/contracts/entities/tenant-settings";
import { DEFAULT_WIDGET_LOOK } from "@chorus/contracts/entities/tenant";
import type { TenantTx } from "@chorus/database/database";
import type { Tenant } from "../templates/mail.ts";

export interface TenantFacts extends Tenant {
  slug: string;
  /** The first page that may embed the widget, which customers' links lead to; null when there is none. */
  siteUrl: string | null;
  settings: TenantSettings;
}

/** How a tenant appears in its mails, from the widget's settings. */
export async function readTenant(tx: TenantTx): Promise<TenantFacts> {
  const tenant = await tx
    .selectFrom("tenants")
    .select(["name", "slug", "settings", "allowed_origins"])
    .executeTakeFirstOrThrow();
  const settings = readTenantSettings(tenant.settings);
  const { widget } = settings;
  return {
    name: tenant.name,
    slug: tenant.slug,
    teamName: widget.teamName ?? tenant.name,
    accentColour: widget.accentColour ?? DEFAULT_WIDGET_LOOK.accentColour,
    siteUrl: tenant.allowed_origins[0] ?? null,
    settings,
  };
}
