import { type Language, languageChoice } from "./language.ts";
import { useReadable } from "../browser/use-readable.ts";

/** Texts by key: fixed ones, ones with values, and groups of both. */
interface Words {
  readonly [name: string]: string | ((...values: never[]) => string) | Words;
}

/** The same keys in another language; the compiler refuses an incomplete catalogue. */
type Translated<Source> = {
  readonly [Name in keyof Source]: Source[Name] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : Source[Name] extends string
      ? string
      : Translated<Source[Name]>;
};

export type Texts<Source> = Readonly<Record<Language, Translated<Source>>>;

/** A feature's texts in every language; English defines the keys. */
export function defineTexts<const Source extends Words>(en: Source, de: Translated<Source>): Texts<Source> {
  return { en: en as unknown as Translated<Source>, de };
}

/** The texts in the current language; a component that uses them follows a change. */
export function useTexts<Source>(texts: Texts<Source>): Translated<Source> {
  return texts[useReadable(languageChoice)];
}

/** The current texts, outside of components. */
export function textsNow<Source>(texts: Texts<Source>): Translated<Source> {
  return texts[languageChoice.getSnapshot()];
}
