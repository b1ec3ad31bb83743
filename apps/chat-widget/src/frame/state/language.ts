import type { WidgetLanguage } from "@chorus/contracts/entities/tenant";
import { WIDGET_LANGUAGES } from "@chorus/contracts/widget-languages";
import type { PendingFirstProblem } from "../tabs/pending-first-message.ts";
import { en, type Texts } from "../texts/en.ts";

/** One catalogue is loaded per page; English is built in. */
const LOADERS: Record<Exclude<WidgetLanguage, "en">, () => Promise<Texts>> = {
  de: async () => (await import("../texts/de.ts")).de,
  es: async () => (await import("../texts/es.ts")).es,
  ar: async () => (await import("../texts/ar.ts")).ar,
};

let texts: Texts = en;
let spoken: WidgetLanguage = "en";
/** The locale of dates: the visitor's own, where its language is that of the page. */
let locale = "en";

const isSpoken = (tag: string): tag is WidgetLanguage => WIDGET_LANGUAGES.some((language) => language === tag);

/** The first supported one of these, by its primary tag. */
export function chooseLanguage(wanted: readonly string[], fallback: WidgetLanguage): WidgetLanguage {
  const found = wanted.map((tag) => tag.toLowerCase().split("-")[0] ?? "").find(isSpoken);
  return found ?? fallback;
}

/** Loads a language and sets the page to it. When that fails, the previous one stays. */
export async function speak(chosen: WidgetLanguage): Promise<void> {
  const loaded = chosen === "en" ? en : await LOADERS[chosen]().catch(() => null);
  if (!loaded) return;
  texts = loaded;
  spoken = chosen;
  locale = navigator.languages.find((tag) => tag.split("-")[0] === chosen) ?? chosen;
  document.documentElement.lang = chosen;
  document.documentElement.dir = chosen === "ar" ? "rtl" : "ltr";
  document.title = texts.chat;
}

/** A text in the page's language, with its `{values}` filled in. */
export function translate(key: keyof Texts, values: Record<string, string> = {}): string {
  return texts[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The language of the page, which is the visitor's where the widget speaks it. */
export const spokenLanguage = (): WidgetLanguage => spoken;

/** The locale of dates and numbers. */
export const spokenLocale = (): string => locale;

/**
 * The server's reason for a refusal, for the customer. The server's sentences are English: in other languages a general one
 * of the catalogue replaces those that are not translated.
 */
export function explainRefusal({ code, detail }: { code: string; detail: string }): string {
  if (code === "rate_limited") return translate("notSentOften");
  return texts === en ? detail : translate("notSent");
}

/** The same for a first message, which may need values of the form. */
export function explainPendingFirst(problem: PendingFirstProblem): string {
  return problem.kind === "introduction" ? translate("notSentInvalid") : explainRefusal(problem);
}
