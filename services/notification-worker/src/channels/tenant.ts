import { readTenantSettings } from "@chorus/contracts/entities/tenant-settings";
import { DEFAULT_WIDGET_LOOK } from "@chorus/contracts/entities/tenant";
import type { TenantTx } from "@chorus/database/database";
import type { Tenant } from "../templates/mail.ts";

export interface TenantFacts extends Tenant {
  slug: string;
  /** The first page that may embed the widget: where a customer's link leads; null when there is none. */
  siteUrl: string | null;
}

/** How a tenant shows itself in its mails: as in its widget. */
export async function readTenant(tx: TenantTx): Promise<TenantFacts> {
  const tenant = await tx
    .selectFrom("tenants")
    .select(["name", "slug", "settings", "allowed_origins"])
    .executeTakeFirstOrThrow();
  const { widget } = readTenantSettings(tenant.settings);
  return {
    name: tenant.name,
    slug: tenant.slug,
    teamName: widget.teamName ?? tenant.name,
    accentColour: widget.accentColour ?? DEFAULT_WIDGET_LOOK.accentColour,
    siteUrl: tenant.allowed_origins[0] ?? null,
  };
}
