import type { TranscriptLine } from "../drafts/transcript.ts";
import { foldedWordsOf, hasWordOf, type KnownLanguage, knownLanguageOf } from "@chorus/meaning/text/languages";
import { NEGATORS, ONLY, PLEASANT, UNPLEASANT } from "./mood-words.ts";

/** What no list of words knows: said again, waiting, giving up. */
const FRUSTRATION: Partial<Record<KnownLanguage, RegExp>> = {
  en: /(?:(?:second|third|fourth|fifth|\d{1,3}(?:nd|rd|th)) time|still (?:no|not|waiting|nothing)|again and again|for (?:weeks|days|hours|ages)|nobody (?:answers|replies|cares)|how (?:long|many times|often)|last chance|cancel (?:everything|my|the)|money back)\b/giu,
  de: /(?:immer noch (?:nicht|kein|nichts)|zum (?:zweiten|dritten|vierten|x-ten) mal|seit (?:wochen|tagen|stunden)|niemand (?:antwortet|meldet)|wie lange|wie oft|kündige|geld zurück)/giu,
  es: /(?:(?:segunda|tercera|cuarta) vez|todavía no|aún no|sigo esperando|desde hace (?:semanas|días|horas)|nadie (?:contesta|responde)|cuántas veces)/giu,
};
/** So many words before a word take it back. */
const REACH = 3;
const SHOUTED_LETTERS = 8;

/** Below 0 unhappy, above 0 content; null where the words of a message are of no language that is known. */
export function moodOf(text: string, spoken: KnownLanguage | null = knownLanguageOf(text)): number | null {
  const language = spoken ?? languageByFeeling(text);
  if (language === null) return null;
  let mood = 0;
  for (const clause of text.split(/[.,;:!?…؟،؛。！？\n]+|\s[–—-]\s/u)) {
    const words = foldedWordsOf(clause);
    for (const [at, word] of words.entries()) {
      const isTakenBack = isNegated(words.slice(Math.max(0, at - REACH), at), language);
      if (UNPLEASANT[language].has(word)) mood += isTakenBack ? 0.2 : -1.5;
      if (PLEASANT[language].has(word)) mood += isTakenBack ? -0.7 : 0.8;
    }
  }
  for (const match of text.matchAll(FRUSTRATION[language] ?? /(?!)/gu)) {
    const before = foldedWordsOf(
      text
        .slice(Math.max(0, match.index - 60), match.index)
        .split(/[.,;:!?\n]/)
        .at(-1) ?? "",
    );
    if (!/[\p{L}\p{N}]$/u.test(text.slice(0, match.index)) && !isNegated(before.slice(-REACH), language)) mood -= 1.2;
  }
  if (isShouted(text, language)) mood -= 1.5;
  if (mood <= 0 && /[!?！？؟]{2,}/u.test(text)) mood -= 0.6;
  return mood;
}

/** One word of thanks tells its language. */
function languageByFeeling(text: string): KnownLanguage | null {
  const words = foldedWordsOf(text);
  const languages = ["en", "de", "es", "ar"] as const;
  return languages.find((language) => words.some((word) => PLEASANT[language].has(word))) ?? null;
}

function isNegated(before: readonly string[], language: KnownLanguage): boolean {
  return before.some((word, at) => NEGATORS[language].has(word) && !ONLY.has(before[at + 1] ?? ""));
}

/** In capitals throughout, as a sentence is; codes, names of things and one word alone are written so, too. */
function isShouted(text: string, language: KnownLanguage): boolean {
  const words = text.split(/\s+/).filter((word) => !/\d/.test(word) && /\p{Lu}|\p{Ll}/u.test(word));
  const letters = words.join("").replaceAll(/[^\p{Lu}\p{Ll}]/gu, "");
  if (words.length < 2 || letters.length < SHOUTED_LETTERS || /\p{Ll}/u.test(letters)) return false;
  return hasWordOf(language, foldedWordsOf(words.join(" ")));
}

/** A message too short to tell its language is in the conversation's, if that has its letters. */
function languageOfMessage(text: string, spoken: KnownLanguage | null): KnownLanguage | null {
  const own = knownLanguageOf(text);
  if (own !== null || spoken === null) return own;
  const letters = spoken === "ar" ? /^\p{sc=Arab}+$/u : /^\p{sc=Latin}+$/u;
  const isForeign = !letters.test(text.replaceAll(/[^\p{L}]/gu, "")) || foldedWordsOf(text).length > 6;
  return isForeign ? null : spoken;
}

export interface Mood {
  word: "frustrated" | "unhappy" | "neutral" | "content";
  value: number;
}

function wordFor(value: number): Mood["word"] {
  if (value <= -1.4) return "frustrated";
  if (value <= -0.5) return "unhappy";
  return value >= 0.5 ? "content" : "neutral";
}

export interface MoodCourse {
  start: Mood & { seq: number };
  end: Mood & { seq: number };
  /** The messages in which feeling shows most, in order. */
  telling: { line: TranscriptLine; value: number }[];
}

const TELLING = 4;

/** How the customer felt at the beginning and feels at the end; null when they have said nothing whose words are known. */
export function moodCourse(transcript: readonly TranscriptLine[]): MoodCourse | null {
  const said = transcript.filter(({ role }) => role === "customer");
  const spoken = knownLanguageOf(said.map(({ text }) => text).join("\n"));
  const turns = said.flatMap((line) => {
    const value = /\p{L}/u.test(line.text) ? moodOf(line.text, languageOfMessage(line.text, spoken)) : null;
    return value === null ? [] : [{ line, value }];
  });
  if (turns.length === 0) return null;
  const part = Math.max(1, Math.min(3, Math.ceil(turns.length / 3)));
  const mean = (some: typeof turns) => some.reduce((sum, { value }) => sum + value, 0) / Math.min(some.length, 2);
  const first = turns.slice(0, part);
  const last = turns.slice(-part);
  const of = (some: typeof turns, seq: number) => ({ value: mean(some), word: wordFor(mean(some)), seq });
  return {
    start: of(first, first[0]?.line.seq ?? 0),
    end: of(last, last.at(-1)?.line.seq ?? 0),
    telling: turns
      .filter(({ value }) => Math.abs(value) >= 1)
      .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))
      .slice(0, TELLING)
      .toSorted((a, b) => a.line.seq - b.line.seq),
  };
}
