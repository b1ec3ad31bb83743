import {
  Colour,
  DEFAULT_WIDGET_LOOK,
  PrivacyNotice,
  type PrechatField,
  type WidgetLanguage,
  type WidgetSettings,
  type WidgetTexts,
  type WidgetTheme,
} from "@chorus/contracts/entities/tenant";
import type { WidgetLook } from "@chorus/contracts/entities/tenant-settings";
import type { getTenant } from "@chorus/contracts/routes/tenant";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { WIDGET_LANGUAGES } from "@chorus/contracts/widget-languages";

export type TenantSettings = RouteResult<typeof getTenant>;

/** The words in one language; empty ones are said in another. */
export interface DraftTexts {
  greeting: string;
  privacy: string;
  offlineMessage: string;
  /** As many as there may be. */
  starters: string[];
}

/** The form's values: all fields of the widget, with defaults for those that are not set. All words are in `texts`. */
export type WidgetDraft = Omit<WidgetSettings, "tenantName" | "theme" | "texts"> & {
  theme: WidgetTheme;
  texts: Record<WidgetLanguage, DraftTexts>;
};

const STARTERS = 3;

type DefaultLook = Omit<WidgetSettings, "tenantName" | "theme"> & { theme: WidgetTheme };
const DEFAULT_LOOK: DefaultLook = { ...DEFAULT_WIDGET_LOOK, teamName: "", theme: "automatic" };

export function draftOf({ name, widget }: Pick<TenantSettings, "name" | "widget">): WidgetDraft {
  const look = { ...DEFAULT_LOOK, teamName: name, ...(widget as Partial<DefaultLook>) };
  const texts = Object.fromEntries(WIDGET_LANGUAGES.map((language) => [language, textsOf(look, language)]));
  return { ...look, texts: texts as WidgetDraft["texts"] };
}

/** Words that were set before there were several languages are those of the default one. */
function textsOf(look: Omit<WidgetSettings, "tenantName">, language: WidgetLanguage): DraftTexts {
  const own = look.texts?.[language] ?? {};
  const before = language === look.language ? look : { greeting: "", offlineMessage: "", privacy: null };
  return {
    greeting: own.greeting || before.greeting,
    privacy: own.privacy || (before.privacy?.text ?? ""),
    offlineMessage: own.offlineMessage || before.offlineMessage,
    starters: Array.from({ length: STARTERS }, (_, index) => own.starters?.[index] ?? ""),
  };
}

/** The changed fields only, so that saving does not fix the defaults of others. */
export function changesOf(draft: WidgetDraft, saved: WidgetDraft): WidgetLook {
  const [now, before] = [lookOf(draft), lookOf(saved)];
  const names = Object.keys(now) as (keyof WidgetLook)[];
  const isChanged = (name: keyof WidgetLook) => JSON.stringify(now[name]) !== JSON.stringify(before[name]);
  const changed = Object.fromEntries(
    names.filter((name) => name !== "texts" && isChanged(name)).map((name) => [name, now[name]]),
  );
  const languages = WIDGET_LANGUAGES.filter(
    (language) => JSON.stringify(now.texts?.[language]) !== JSON.stringify(before.texts?.[language]),
  );
  const texts = Object.fromEntries(languages.map((language) => [language, now.texts?.[language]]));
  return languages.length > 0 ? { ...changed, texts } : changed;
}

/** As it is stored: the words of the default language also stand where readers of one language look. */
function lookOf({ texts, privacy, ...draft }: WidgetDraft): WidgetLook {
  const usual = texts[draft.language];
  const said = Object.fromEntries(WIDGET_LANGUAGES.map((language) => [language, spoken(texts[language])]));
  return {
    ...draft,
    greeting: usual.greeting.trim(),
    offlineMessage: usual.offlineMessage.trim(),
    privacy: privacy && { text: usual.privacy.trim(), url: privacy.url },
    texts: said,
  };
}

/** Without what is empty. */
function spoken({ greeting, privacy, offlineMessage, starters }: DraftTexts): WidgetTexts {
  const asked = starters.map((starter) => starter.trim()).filter((starter) => starter !== "");
  return {
    ...(greeting.trim() && { greeting: greeting.trim() }),
    ...(privacy.trim() && { privacy: privacy.trim() }),
    ...(offlineMessage.trim() && { offlineMessage: offlineMessage.trim() }),
    ...(asked.length > 0 && { starters: asked }),
  };
}

export type FieldName = "teamName" | "accentColour" | "privacyText" | "privacyUrl";

/** The props of each part of the form. */
export interface DraftProps {
  draft: WidgetDraft;
  change: (part: Partial<WidgetDraft>) => void;
  /** The language whose words are shown. */
  language: WidgetLanguage;
  /** After an attempt to save: the invalid fields. */
  wrong: readonly FieldName[];
  /** The server's error. */
  error: Error | null;
}

/** The invalid fields. */
export function wrongFields(draft: WidgetDraft): readonly FieldName[] {
  const { privacy, texts, language } = draft;
  const wrong: FieldName[] = [];
  if (draft.teamName.trim() === "") wrong.push("teamName");
  if (!Colour.safeParse(draft.accentColour).success) wrong.push("accentColour");
  if (privacy && texts[language].privacy.trim() === "") wrong.push("privacyText");
  if (privacy && !PrivacyNotice.shape.url.safeParse(privacy.url).success) wrong.push("privacyUrl");
  return wrong;
}

/** The draft with other words in one language. */
export function withTexts(draft: WidgetDraft, language: WidgetLanguage, part: Partial<DraftTexts>) {
  return { texts: { ...draft.texts, [language]: { ...draft.texts[language], ...part } } };
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
