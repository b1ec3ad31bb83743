import { languageChoice } from "./language.ts";

/** "pt-BR" as the reader says it: "Brazilian Portuguese"; the tag itself where the browser has no name for it. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([languageChoice.getSnapshot()], { type: "language" }).of(tag) ?? tag;
  } catch (error) {
    if (error instanceof RangeError) return tag;
    throw error;
  }
}
