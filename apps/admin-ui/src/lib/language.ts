import { type Readable, Store } from "@chorus/client-sdk/observable";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "chorus.language";

/** What the person chose on this browser, else the first of the browser's languages that the desk speaks, else English. */
export function pickLanguage(kept: string | null, preferred: readonly string[]): Language {
  const wanted = [kept ?? "", ...preferred].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.map((tag) => LANGUAGES.find((language) => language === tag)).find(Boolean) ?? "en";
}

const isBrowser = "document" in globalThis;
const store = new Store<Language>(
  isBrowser ? pickLanguage(localStorage.getItem(KEY), navigator.languages) : pickLanguage(null, []),
);

export const languageChoice: Readable<Language> = store;

export function chooseLanguage(language: Language): void {
  store.set(language);
  localStorage.setItem(KEY, language);
  applyLanguage();
}

/** Tells screen readers and hyphenation which language the page speaks. */
export function applyLanguage(): void {
  document.documentElement.lang = store.getSnapshot();
}
