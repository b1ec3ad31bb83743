import type { TranscriptLine } from "../drafts/transcript.ts";
import { foldedWordsOf, hasWordOf, type SupportedLanguage, supportedLanguageOf } from "@chorus/meaning/text/languages";
import { ANYTHING_BUT, DENIED_AFTER, MORE, NO_THANKS, NOBODY, THANKS } from "./sentiment-denied.ts";
import { NOT_NOW } from "./sentiment-elsewhen.ts";
import { NO_FEELING_HERE, PROPER_NAMES } from "./sentiment-neutral.ts";
import { AGAIN, BROKEN, CHEER, FRUSTRATION, IRONY, NO_FEELING, PRAISE, REGRET } from "./sentiment-phrases.ts";
import { NEGATORS, ONLY, PLEASANT, UNPLEASANT } from "./sentiment-words.ts";

const NEVER = /(?!)/gu;
const NEGATOR: Record<SupportedLanguage, string> = { en: "not", de: "nicht", es: "no", ar: "غير" };
/** A negation affects so many words after it. */
const REACH = 3;
const SHOUTED_LETTERS = 8;
const QUOTED = /"[^"\n]{1,80}"|“[^”\n]{1,80}”|„[^“”\n]{1,80}[“”]|«[^»\n]{1,80}»/gu;

/** Below 0 negative, above 0 positive; null when the language of the message is not supported. */
export function sentimentOf(text: string, spoken: SupportedLanguage | null = supportedLanguageOf(text)): number | null {
  const language = spoken ?? languageByFeeling(text);
  if (language === null) return null;
  const praise = countOf(PRAISE[language], text);
  const irony = countOf(IRONY[language], text);
  const cheer = irony > 0 ? null : CHEER.exec(text);
  const regret = countOf(REGRET[language], text);
  // What is quoted, a title or somebody else's words, is not how the writer feels.
  const own = text.replaceAll(QUOTED, " ");
  const rest = [PRAISE, IRONY, REGRET, NO_FEELING, NO_FEELING_HERE, PROPER_NAMES, NO_THANKS]
    .reduce((left, phrases) => left.replaceAll(phrases[language] ?? NEVER, " "), own)
    .replaceAll(ANYTHING_BUT[language] ?? NEVER, NEGATOR[language]);
  const now = rest
    .replaceAll(NOT_NOW[language] ?? NEVER, " ")
    .replaceAll(DENIED_AFTER[language] ?? NEVER, `${NEGATOR[language]} `);
  let sentiment =
    0.8 * praise - 1.2 * irony - 0.6 * regret + ofWords(now, language) - 1.2 * frustrations(rest, language);
  if (cheer && sentiment > 0) sentiment -= mockedBy(text.slice(cheer[0].length), language);
  if (sentiment <= 0 && isShouted(text, language)) sentiment -= 1.5;
  if (sentiment <= 0 && /[!?！？؟]{2,}/u.test(text)) sentiment -= 0.6;
  return sentiment;
}

function countOf(phrases: RegExp | undefined, text: string): number {
  return [...text.matchAll(phrases ?? NEVER)].length;
}

function ofWords(text: string, language: SupportedLanguage): number {
  let sentiment = 0;
  // Clauses and what ends them take turns.
  const parts = text.split(/([.,;:!?…؟،؛。！？\n]+|\s[–—-]\s)/u);
  for (let part = 0; part < parts.length; part += 2) {
    const words = foldedWordsOf(parts[part] ?? "");
    const nobody = placeOf(NOBODY[language], parts[part] ?? "");
    const isAsked = words.length > 1 && /[?？؟]/u.test(parts[part + 1] ?? "");
    for (const [at, word] of words.entries()) {
      const isTakenBack = isNegated(words.slice(Math.max(0, at - REACH), at), language);
      if (UNPLEASANT[language].has(word)) sentiment += isTakenBack ? 0.2 : -1.5;
      // Whether something is good is no praise, and "isn't it good?" no blame.
      if (!PLEASANT[language].has(word) || isAsked) continue;
      const isOfNobody = nobody < at && !THANKS.has(word);
      if (isOfNobody && MORE.has(words[at - 1] ?? "")) continue;
      if (isTakenBack || isOfNobody) sentiment -= isTakenBack ? 0.7 : 0;
      else sentiment += 0.8;
    }
  }
  return sentiment;
}

/** After how many words of a clause a phrase begins. */
function placeOf(phrase: RegExp | undefined, clause: string): number {
  const found = phrase && [...clause.matchAll(phrase)][0];
  return found ? foldedWordsOf(clause.slice(0, found.index)).length : Infinity;
}

function frustrations(text: string, language: SupportedLanguage): number {
  return [...text.matchAll(FRUSTRATION[language] ?? NEVER)].filter(({ index }) => {
    const clause =
      text
        .slice(Math.max(0, index - 60), index)
        .split(/[.,;:!?\n]/)
        .at(-1) ?? "";
    return !isNegated(foldedWordsOf(clause).slice(-REACH), language);
  }).length;
}

/** What a cheer in front of bad news is worth: nothing, or less than nothing when the news is not new. */
function mockedBy(news: string, language: SupportedLanguage): number {
  if (countOf(AGAIN[language], news) > 0) return 1.4;
  return countOf(BROKEN[language], news) > 0 ? 0.8 : 0;
}

/** One word of thanks is enough to recognise its language. */
function languageByFeeling(text: string): SupportedLanguage | null {
  const words = foldedWordsOf(text);
  const languages = ["en", "de", "es", "ar"] as const;
  return languages.find((language) => words.some((word) => PLEASANT[language].has(word))) ?? null;
}

function isNegated(before: readonly string[], language: SupportedLanguage): boolean {
  return before.some((word, at) => NEGATORS[language].has(word) && !ONLY.has(before[at + 1] ?? ""));
}

/** A sentence in capitals; codes, product names and single words do not count. */
function isShouted(text: string, language: SupportedLanguage): boolean {
  const words = text.split(/\s+/).filter((word) => !/\d/.test(word) && /\p{Lu}|\p{Ll}/u.test(word));
  const letters = words.join("").replaceAll(/[^\p{Lu}\p{Ll}]/gu, "");
  if (words.length < 2 || letters.length < SHOUTED_LETTERS || /\p{Ll}/u.test(letters)) return false;
  return hasWordOf(language, foldedWordsOf(words.join(" ")));
}

/** A message too short to detect its language takes the conversation's, if the script fits. */
function languageOfMessage(text: string, spoken: SupportedLanguage | null): SupportedLanguage | null {
  const own = supportedLanguageOf(text);
  if (own !== null || spoken === null) return own;
  const letters = spoken === "ar" ? /^\p{sc=Arab}+$/u : /^\p{sc=Latin}+$/u;
  const isForeign = !letters.test(text.replaceAll(/[^\p{L}]/gu, "")) || foldedWordsOf(text).length > 6;
  return isForeign ? null : spoken;
}

export interface Sentiment {
  word: "frustrated" | "unhappy" | "neutral" | "content";
  value: number;
}

function wordFor(value: number): Sentiment["word"] {
  if (value <= -1.4) return "frustrated";
  if (value <= -0.5) return "unhappy";
  return value >= 0.5 ? "content" : "neutral";
}

export interface SentimentCourse {
  start: Sentiment & { seq: number };
  end: Sentiment & { seq: number };
  /** The messages with the strongest sentiment, in order. */
  decisive: { line: TranscriptLine; value: number }[];
}

const MAX_DECISIVE = 4;

/** The customer's sentiment at the beginning and at the end; null when no message could be rated. */
export function sentimentCourse(transcript: readonly TranscriptLine[]): SentimentCourse | null {
  const fromCustomer = transcript.filter(({ role }) => role === "customer");
  const spoken = supportedLanguageOf(fromCustomer.map(({ text }) => text).join("\n"));
  const turns = fromCustomer.flatMap((line) => {
    const value = /\p{L}/u.test(line.text) ? sentimentOf(line.text, languageOfMessage(line.text, spoken)) : null;
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
    decisive: turns
      .filter(({ value }) => Math.abs(value) >= 1)
      .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))
      .slice(0, MAX_DECISIVE)
      .toSorted((a, b) => a.line.seq - b.line.seq),
  };
}
