import { z } from "zod";
import { DisplayName, plainText } from "../primitives.ts";
import { BusinessHours } from "./business-hours.ts";
import { mergeChoices, NotificationPreferencesPatch, whyWithoutEffect } from "./notification-preferences.ts";
import { TenantLimits } from "./tenant-limits.ts";
import { Colour, PrechatFields, PrivacyNotice, WidgetLanguage, WidgetTextsByLanguage, WidgetTheme } from "./tenant.ts";

/** How a tenant's widget looks where it differs from the default. */
export const WidgetLook = z.strictObject({
  teamName: DisplayName.optional(),
  accentColour: Colour.optional(),
  theme: WidgetTheme.optional(),
  greeting: plainText({ max: 300 }).optional(),
  position: z.enum(["left", "right"]).optional(),
  language: WidgetLanguage.optional(),
  prechat: PrechatFields.optional(),
  privacy: PrivacyNotice.nullable().optional(),
  offlineMessage: plainText({ max: 300 }).optional(),
  texts: WidgetTextsByLanguage.optional(),
});
export type WidgetLook = z.infer<typeof WidgetLook>;

interface SettingSpec<Schema extends z.ZodType> {
  /** The stored and patched form. */
  readonly schema: Schema;
  /** The default. */
  readonly initial: z.infer<Schema>;
  /** How a change is merged into the stored value; by default it replaces it. */
  readonly merge?: (stored: z.infer<Schema>, change: z.infer<Schema>) => z.infer<Schema>;
  /** Why a change would have no effect and is refused; undefined for one that has. */
  readonly whyRefused?: (stored: z.infer<Schema>, change: z.infer<Schema>) => string | undefined;
}

const setting = <Schema extends z.ZodType>(schema: Schema, spec: Omit<SettingSpec<Schema>, "schema">) => ({
  schema,
  ...spec,
});

/** Fields that are not named stay. */
const mergeFields = <Fields extends object>(stored: Fields, change: Fields): Fields => ({ ...stored, ...change });

/** A language that is named has its words replaced; the others stay. */
const mergeLook = (stored: WidgetLook, change: WidgetLook): WidgetLook => ({
  ...mergeFields(stored, change),
  ...(change.texts ? { texts: mergeFields(stored.texts ?? {}, change.texts) } : {}),
});

/** Every tenant setting: the stored form, PATCH, defaults and documentation are derived from it. */
export const TENANT_SETTINGS = {
  /** For how many minutes an author may edit a message. */
  editWindowMinutes: setting(z.int().min(0).max(10_080), { initial: 15 }),
  widget: setting(WidgetLook, { initial: {}, merge: mergeLook }),
  limits: setting(TenantLimits.partial(), { initial: {}, merge: mergeFields }),
  /** The default for people who have made no choice. */
  notifications: setting(NotificationPreferencesPatch, {
    initial: {},
    merge: mergeChoices,
    whyRefused: (stored, change) => whyWithoutEffect(["customer", "user"], stored, change),
  }),
  /** Outside of them the desk gets no notification that interrupts; null: always open. */
  businessHours: setting(BusinessHours.nullable(), { initial: null }),
  /** Whether the assistant answers customers before people do. */
  assistant: setting(z.strictObject({ enabled: z.boolean() }), {
    initial: { enabled: false },
    whyRefused: (stored, change) =>
      stored.enabled === change.enabled ? undefined : "The assistant is not available yet.",
  }),
} as const;

export type SettingName = keyof typeof TENANT_SETTINGS;

/** A tenant's settings, with defaults for those that are not set. */
export type TenantSettings = { [Name in SettingName]: z.infer<(typeof TENANT_SETTINGS)[Name]["schema"]> };

const names = Object.keys(TENANT_SETTINGS) as SettingName[];
const specOf = (name: SettingName): SettingSpec<z.ZodType> => TENANT_SETTINGS[name] as SettingSpec<z.ZodType>;

/** From the stored form. A value of an earlier version that this one cannot read counts as not set. */
export function readTenantSettings(stored: Readonly<Record<string, unknown>>): TenantSettings {
  const entries = names.map((name) => {
    const { schema, initial } = specOf(name);
    const read = name in stored ? schema.safeParse(stored[name]) : undefined;
    return [name, read?.success ? read.data : initial];
  });
  return Object.fromEntries(entries) as TenantSettings;
}

export type TenantSettingsPatch = { [Name in SettingName]?: TenantSettings[Name] | undefined };

/** What is stored after a change; settings that it does not name stay. */
export function changeTenantSettings(
  stored: Readonly<Record<string, unknown>>,
  change: TenantSettingsPatch,
): Record<string, unknown> {
  const before = readTenantSettings(stored);
  const changed = names.flatMap((name) => {
    const value = change[name];
    if (value === undefined) return [];
    const { merge } = specOf(name);
    return [[name, merge ? merge(before[name], value) : value] as const];
  });
  return { ...stored, ...Object.fromEntries(changed) };
}

/** Why a change of settings is refused, as it would have no effect; undefined for an allowed one. */
export function whyRefused(stored: Readonly<Record<string, unknown>>, change: TenantSettingsPatch): string | undefined {
  const before = readTenantSettings(stored);
  const reasons = names.map((name) =>
    change[name] === undefined ? undefined : specOf(name).whyRefused?.(before[name], change[name]),
  );
  return reasons.find((reason) => reason !== undefined);
}

type Schemas = { [Name in SettingName]: (typeof TENANT_SETTINGS)[Name]["schema"] };
/** By name, for the answer of a GET. */
export const tenantSettingsShape = Object.fromEntries(names.map((name) => [name, specOf(name).schema])) as Schemas;
/** By name, for the body of a PATCH. */
export const tenantSettingsPatchShape = Object.fromEntries(
  names.map((name) => [name, specOf(name).schema.optional()]),
) as { [Name in SettingName]: z.ZodOptional<Schemas[Name]> };
