import { type Language, languageChoice } from "./language.ts";
import { useReadable } from "../browser/use-readable.ts";

/** Words by name: fixed ones, ones that take values, and groups of both. */
interface Words {
  readonly [name: string]: string | ((...values: never[]) => string) | Words;
}

/** The same names and values in another language; the compiler refuses a catalogue that misses one. */
type Translated<Source> = {
  readonly [Name in keyof Source]: Source[Name] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : Source[Name] extends string
      ? string
      : Translated<Source[Name]>;
};

export type Texts<Source> = Readonly<Record<Language, Translated<Source>>>;

/** A feature's words in every language; English says which there are. */
export function defineTexts<const Source extends Words>(en: Source, de: Translated<Source>): Texts<Source> {
  return { en: en as unknown as Translated<Source>, de };
}

/** The words in the language chosen; a component that uses them changes with it. */
export function useTexts<Source>(texts: Texts<Source>): Translated<Source> {
  return texts[useReadable(languageChoice)];
}

/** The words at this moment, away from components. */
export function textsNow<Source>(texts: Texts<Source>): Translated<Source> {
  return texts[languageChoice.getSnapshot()];
}
