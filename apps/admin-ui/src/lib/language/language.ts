import { type Readable, Store } from "@chorus/client-sdk/observable";
import { storedText } from "@chorus/client-sdk/safe-storage";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

const stored = storedText(() => localStorage, "chorus.language");

/** The language chosen in this browser, else the first supported one of the browser's, else English. */
export function pickLanguage(kept: string | null, preferred: readonly string[]): Language {
  const wanted = [kept ?? "", ...preferred].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.map((tag) => LANGUAGES.find((language) => language === tag)).find(Boolean) ?? "en";
}

const isBrowser = "document" in globalThis;
const store = new Store<Language>(
  isBrowser ? pickLanguage(stored.get() ?? null, navigator.languages) : pickLanguage(null, []),
);

export const languageChoice: Readable<Language> = store;

export function chooseLanguage(language: Language): void {
  store.set(language);
  stored.set(language);
  applyLanguage();
}

/** Tells screen readers and hyphenation which language the page speaks. */
export function applyLanguage(): void {
  document.documentElement.lang = store.getSnapshot();
}
