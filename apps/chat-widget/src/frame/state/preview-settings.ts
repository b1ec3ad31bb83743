import type {
  WidgetSettings,
  WidgetTexts,
  WidgetTextsByLanguage,
  WidgetTheme,
} from "@chorus/contracts/entities/tenant";
import { WIDGET_LANGUAGES } from "@chorus/contracts/widget-languages";
import { isColour } from "../../protocol.ts";

const MAX_STARTERS = 3;

/** The settings page's draft, validated field by field because it came by postMessage. Invalid fields use the default. */
export function readPreviewSettings(draft: object): WidgetSettings {
  const given = draft as Record<string, unknown>;
  const privacy = given["privacy"] as { text?: unknown; url?: unknown } | null | undefined;
  const accent = given["accentColour"];
  return {
    tenantName: textOf(given["tenantName"]),
    teamName: textOf(given["teamName"]) || "Chat",
    accentColour: isColour(accent) ? accent : "#4f46e5",
    theme: oneOf<WidgetTheme>(["automatic", "light", "dark"], given["theme"]),
    greeting: textOf(given["greeting"]),
    position: oneOf(["right", "left"], given["position"]),
    language: oneOf(WIDGET_LANGUAGES, given["language"]),
    prechat: readPrechat(given["prechat"]),
    privacy: typeof privacy?.text === "string" ? { text: privacy.text, url: webAddress(privacy.url) } : null,
    offlineMessage: textOf(given["offlineMessage"]),
    texts: readTexts(given["texts"]),
  };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

/** The first one when it is none of them. */
function oneOf<Choice extends string>(choices: readonly [Choice, ...Choice[]], value: unknown): Choice {
  return choices.find((choice) => choice === value) ?? choices[0];
}

function readTexts(given: unknown): WidgetTextsByLanguage {
  const byLanguage = (given ?? {}) as Record<string, Record<string, unknown> | undefined>;
  const read = (texts: Record<string, unknown> = {}): WidgetTexts => ({
    greeting: textOf(texts["greeting"]),
    privacy: textOf(texts["privacy"]),
    offlineMessage: textOf(texts["offlineMessage"]),
    starters: Array.isArray(texts["starters"])
      ? texts["starters"].slice(0, MAX_STARTERS).map(textOf).filter(Boolean)
      : [],
  });
  return Object.fromEntries(WIDGET_LANGUAGES.map((language) => [language, read(byLanguage[language])]));
}

function readPrechat(fields: unknown): WidgetSettings["prechat"] {
  if (!Array.isArray(fields)) return [];
  return (fields as { kind?: unknown; label?: unknown; required?: unknown }[]).slice(0, 3).flatMap((field) => {
    const { kind, label, required } = field;
    if (kind !== "name" && kind !== "email" && kind !== "question") return [];
    return [{ kind, label: textOf(label), required: required === true }];
  });
}

function webAddress(url: unknown): string {
  return typeof url === "string" && /^https?:\/\//.test(url) ? url : "";
}
