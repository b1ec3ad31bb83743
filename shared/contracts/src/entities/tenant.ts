import { z } from "zod";
import { Uuid } from "../ids.ts";
import { DisplayName, label, plainText, singleLine, visibleText, webAddress } from "../primitives.ts";
import { WIDGET_LANGUAGES } from "../widget-languages.ts";

/** Lower case letters, digits and single hyphens: the tenant's name in login forms. */
export const TenantSlug = z
  .string()
  .min(2)
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower case letters, digits and single hyphens");

export const TenantStatus = z.enum(["active", "suspended"]);

/** `scheme://host[:port]`, kept exactly as browsers send it: without the scheme's own port. */
export const Origin = z
  .string()
  .max(255)
  .regex(/^https?:\/\/[a-z0-9.[\]:-]+$/, "use scheme://host[:port] without a path")
  .refine((text) => URL.canParse(text), "is no address that a browser could have")
  .overwrite((text) => (URL.canParse(text) ? new URL(text).origin : text));

export const Tenant = z
  .object({ id: Uuid, slug: TenantSlug, name: DisplayName, widgetKey: z.string() })
  .meta({ id: "Tenant" });
export type Tenant = z.infer<typeof Tenant>;

export const WidgetLanguage = z.enum(WIDGET_LANGUAGES);
export type WidgetLanguage = z.infer<typeof WidgetLanguage>;

/** `#rrggbb`: it ends up in a style. */
export const Colour = z.string().regex(/^#[0-9a-f]{6}$/i, "use #rrggbb");

/** One thing to ask before the first message. `label` is the question; name and email have their own words. */
export const PrechatField = z
  .strictObject({
    kind: z.enum(["name", "email", "question"]),
    label: singleLine({ max: 120 }),
    required: z.boolean(),
  })
  .meta({ id: "PrechatField" });
export type PrechatField = z.infer<typeof PrechatField>;

/** At most three, each kind once. */
export const PrechatFields = z
  .array(PrechatField)
  .max(3)
  .refine((fields) => new Set(fields.map((field) => field.kind)).size === fields.length, {
    message: "each kind at most once",
  });

/** Shown before anything is stored about a visitor. An empty address shows the text alone. */
export const PrivacyNotice = z.strictObject({
  text: visibleText({ max: 500 }).trim(),
  url: z.union([z.literal(""), webAddress({ max: 500, protocol: /^https?$/ })]),
});

/** A tenant's own words in one language. What is left out or empty is said in the tenant's default language, else in the widget's own words. */
export const WidgetTexts = z.strictObject({
  greeting: plainText({ max: 300 }).optional(),
  privacy: plainText({ max: 500 }).optional(),
  offlineMessage: plainText({ max: 300 }).optional(),
  /** Questions that one press sends. */
  starters: z
    .array(label({ max: 80 }))
    .max(3)
    .optional(),
});
export type WidgetTexts = z.infer<typeof WidgetTexts>;

export const WidgetTextsByLanguage = z
  .strictObject({
    en: WidgetTexts.optional(),
    de: WidgetTexts.optional(),
    es: WidgetTexts.optional(),
    ar: WidgetTexts.optional(),
  } satisfies Record<WidgetLanguage, unknown>)
  .meta({ id: "WidgetTextsByLanguage" });
export type WidgetTextsByLanguage = z.infer<typeof WidgetTextsByLanguage>;

/** `automatic` is light or dark as the page around it. */
export const WidgetTheme = z.enum(["automatic", "light", "dark"]);
export type WidgetTheme = z.infer<typeof WidgetTheme>;

/** What the widget needs to draw itself. */
export const WidgetSettings = z
  .object({
    tenantName: z.string(),
    teamName: z.string(),
    /** `#rrggbb` */
    accentColour: z.string(),
    /** Absent in answers of older services: automatic then. */
    theme: WidgetTheme.optional(),
    /** In the default language; empty: the widget's own words. */
    greeting: z.string(),
    position: z.enum(["left", "right"]),
    /** For browsers whose own language the widget does not speak. */
    language: WidgetLanguage,
    prechat: z.array(PrechatField),
    privacy: PrivacyNotice.nullable(),
    /** When nobody is there; empty: the widget's own words. */
    offlineMessage: z.string(),
    /** Goes before `greeting`, the text of `privacy`, and `offlineMessage`. Absent in answers of older services. */
    texts: WidgetTextsByLanguage.optional(),
  })
  .meta({ id: "WidgetSettings" });
export type WidgetSettings = z.infer<typeof WidgetSettings>;

/** What a tenant has that has set nothing. */
export const DEFAULT_WIDGET_LOOK: Required<Omit<WidgetSettings, "tenantName" | "teamName">> = {
  accentColour: "#4f46e5",
  theme: "automatic",
  greeting: "",
  position: "right",
  language: "en",
  prechat: [],
  privacy: null,
  offlineMessage: "",
  texts: {},
};
