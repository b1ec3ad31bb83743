import {
  Colour,
  DEFAULT_WIDGET_LOOK,
  PrivacyNotice,
  type PrechatField,
  type WidgetSettings,
} from "@chorus/contracts/entities/tenant";
import type { WidgetLook } from "@chorus/contracts/entities/tenant-settings";
import type { getTenant } from "@chorus/contracts/routes/tenant";
import type { RouteResult } from "@chorus/contracts/routes/define-route";

export type TenantSettings = RouteResult<typeof getTenant>;

/** The form's values: all fields of the widget, with defaults for those that are not set. */
export type WidgetDraft = Omit<WidgetSettings, "tenantName">;

export function draftOf({ name, widget }: Pick<TenantSettings, "name" | "widget">): WidgetDraft {
  return { teamName: name, ...DEFAULT_WIDGET_LOOK, ...(widget as Partial<WidgetDraft>) };
}

/** The changed fields only, so that saving does not fix the defaults of others. */
export function changesOf(draft: WidgetDraft, saved: WidgetDraft): WidgetLook {
  const names = Object.keys(draft) as (keyof WidgetDraft)[];
  const isChanged = (name: keyof WidgetDraft) => JSON.stringify(draft[name]) !== JSON.stringify(saved[name]);
  return Object.fromEntries(names.filter(isChanged).map((name) => [name, draft[name]]));
}

export type FieldName = "teamName" | "accentColour" | "greeting" | "privacyText" | "privacyUrl";

/** The props of each part of the form. */
export interface DraftProps {
  draft: WidgetDraft;
  change: (part: Partial<WidgetDraft>) => void;
  /** After an attempt to save: the invalid fields. */
  wrong: readonly FieldName[];
  /** The server's error. */
  error: Error | null;
}

/** The invalid fields. */
export function wrongFields(draft: WidgetDraft): readonly FieldName[] {
  const { privacy } = draft;
  const wrong: FieldName[] = [];
  if (draft.teamName.trim() === "") wrong.push("teamName");
  if (!Colour.safeParse(draft.accentColour).success) wrong.push("accentColour");
  if (draft.greeting.trim() === "") wrong.push("greeting");
  if (privacy?.text.trim() === "") wrong.push("privacyText");
  if (privacy && !PrivacyNotice.shape.url.safeParse(privacy.url).success) wrong.push("privacyUrl");
  return wrong;
}

const KINDS = ["name", "email", "question"] as const satisfies readonly PrechatField["kind"][];

/** The fields with one of them changed, added, or (null) removed; always in the order in which they are asked. */
export function withField(
  fields: readonly PrechatField[],
  kind: PrechatField["kind"],
  field: PrechatField | null,
): PrechatField[] {
  return KINDS.flatMap((one) => (one === kind ? (field ?? []) : fields.filter((other) => other.kind === one)));
}
