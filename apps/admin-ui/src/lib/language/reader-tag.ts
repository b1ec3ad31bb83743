import { languageChoice } from "./language.ts";

/** The form of each language that the desk is written in. */
export const LANGUAGE_TAGS = { en: "en-GB", de: "de-DE" } as const;

/** The browser's own form of the desk's language, for the order of day and month and the clock; else the usual one. */
export function readerTag(): string {
  const language = languageChoice.getSnapshot();
  const preferred = "document" in globalThis ? navigator.languages : [];
  return preferred.find((tag) => tag.startsWith(`${language}-`)) ?? LANGUAGE_TAGS[language];
}
