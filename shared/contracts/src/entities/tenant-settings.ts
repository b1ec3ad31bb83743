import { z } from "zod";
import { DisplayName, plainText } from "../primitives.ts";
import { BusinessHours } from "./business-hours.ts";
import { mergeChoices, NotificationPreferencesPatch } from "./notification-preferences.ts";
import { TenantLimits } from "./tenant-limits.ts";
import { Colour, PrechatFields, PrivacyNotice, WidgetLanguage } from "./tenant.ts";

/** How a tenant's widget looks where it differs from the default. */
export const WidgetLook = z.strictObject({
  teamName: DisplayName.optional(),
  accentColour: Colour.optional(),
  greeting: plainText({ max: 300 }).optional(),
  position: z.enum(["left", "right"]).optional(),
  language: WidgetLanguage.optional(),
  prechat: PrechatFields.optional(),
  privacy: PrivacyNotice.nullable().optional(),
  offlineMessage: plainText({ max: 300 }).optional(),
});
export type WidgetLook = z.infer<typeof WidgetLook>;

interface SettingSpec<Schema extends z.ZodType> {
  /** What a PATCH names and what is stored. */
  readonly schema: Schema;
  /** What holds for a tenant that has set nothing. */
  readonly initial: z.infer<Schema>;
  /** What is stored after a change; the change itself when absent. */
  readonly merge?: (stored: z.infer<Schema>, change: z.infer<Schema>) => z.infer<Schema>;
  /** While nothing acts on it, it may only stay what it is; why. */
  readonly notYet?: string;
}

const setting = <Schema extends z.ZodType>(schema: Schema, spec: Omit<SettingSpec<Schema>, "schema">) => ({
  schema,
  ...spec,
});

/** Fields that are not named stay. */
const mergeFields = <Fields extends object>(stored: Fields, change: Fields): Fields => ({ ...stored, ...change });

/** Every setting of a tenant, said once: the stored form, PATCH, the defaults and the documentation follow. */
export const TENANT_SETTINGS = {
  /** For how many minutes an author may edit a message. */
  editWindowMinutes: setting(z.int().min(0).max(10_080), { initial: 15 }),
  widget: setting(WidgetLook, { initial: {}, merge: mergeFields }),
  limits: setting(TenantLimits.partial(), { initial: {}, merge: mergeFields }),
  /** What holds for whoever has chosen nothing themselves. */
  notifications: setting(NotificationPreferencesPatch, { initial: {}, merge: mergeChoices }),
  /** Outside of them nothing that makes a noise is sent to the desk's people; null: always open. */
  businessHours: setting(BusinessHours.nullable(), { initial: null }),
  /** Whether the assistant answers customers before people do. */
  assistant: setting(z.strictObject({ enabled: z.boolean() }), {
    initial: { enabled: false },
    notYet: "The assistant is not available yet.",
  }),
} as const;

export type SettingName = keyof typeof TENANT_SETTINGS;

/** What a tenant has set, and what holds where it has not. */
export type TenantSettings = { [Name in SettingName]: z.infer<(typeof TENANT_SETTINGS)[Name]["schema"]> };

const names = Object.keys(TENANT_SETTINGS) as SettingName[];
const specOf = (name: SettingName): SettingSpec<z.ZodType> => TENANT_SETTINGS[name] as SettingSpec<z.ZodType>;

/** From the stored form. What an earlier version has stored, and this one cannot read, is as if it had not been set. */
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

/** Why a change asks for something that nothing acts on yet; undefined for one that may be made. */
export function whyNotYet(stored: Readonly<Record<string, unknown>>, change: TenantSettingsPatch): string | undefined {
  const before = readTenantSettings(stored);
  const isSame = (name: SettingName) => JSON.stringify(before[name]) === JSON.stringify(change[name]);
  const name = names.find((each) => specOf(each).notYet && change[each] !== undefined && !isSame(each));
  return name && specOf(name).notYet;
}

type Schemas = { [Name in SettingName]: (typeof TENANT_SETTINGS)[Name]["schema"] };
/** By name, for the answer of a GET. */
export const tenantSettingsShape = Object.fromEntries(names.map((name) => [name, specOf(name).schema])) as Schemas;
/** By name, for the body of a PATCH. */
export const tenantSettingsPatchShape = Object.fromEntries(
  names.map((name) => [name, specOf(name).schema.optional()]),
) as { [Name in SettingName]: z.ZodOptional<Schemas[Name]> };
