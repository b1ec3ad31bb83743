import { z } from "zod";
import { Uuid } from "../ids.ts";
import { DisplayName } from "../primitives.ts";

/** Lower case letters, digits and single hyphens: the tenant's name in login forms. */
export const TenantSlug = z
  .string()
  .min(2)
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower case letters, digits and single hyphens");

export const TenantStatus = z.enum(["active", "suspended"]);

/** `scheme://host[:port]`, exactly as browsers send it. */
export const Origin = z
  .string()
  .max(255)
  .regex(/^https?:\/\/[a-z0-9.[\]:-]+$/, "use scheme://host[:port] without a path");

export const Tenant = z
  .object({ id: Uuid, slug: TenantSlug, name: DisplayName, widgetKey: z.string() })
  .meta({ id: "Tenant" });
export type Tenant = z.infer<typeof Tenant>;

/** What the widget needs to draw itself. */
export const WidgetSettings = z
  .object({
    tenantName: z.string(),
    teamName: z.string(),
    /** `#rrggbb` */
    accentColour: z.string(),
    greeting: z.string(),
  })
  .meta({ id: "WidgetSettings" });
export type WidgetSettings = z.infer<typeof WidgetSettings>;
