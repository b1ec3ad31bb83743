import type { KnownText } from "./known-text.ts";
import { QUOTE_INTRODUCTION } from "./text-of-html.ts";

/** How "wrote" is said in front of a quote. It is a hint only: an address, a date or our own name has to stand beside it. */
const WROTE =
  /(?<![\p{L}])(?:wrote|writes|schrieb|schrieben|escribió|escribiu|a écrit|écrit|scritto|schreef|geschreven|escreveu|napisał\S*|napisali|писал\S*|написал\S*|пише|написав\S*|skrev|kirjoitti|írta|napsal\S*|napísal\S*|yazdı|a scris|έγραψε|כתב\S*|كتب|viết|menulis|เขียน\S*)(?![\p{L}])|写道|寫道|のメール|書きました|님이|작성/iu;
const ADDRESS = /[^\s<>@:;,()[\]"]+@[^\s<>@:;,()[\]"]+/;
/** A mail program writes an address in angle brackets, or the verb right behind it. */
const ADDRESS_OF_PROGRAM =
  /<\s*(?:mailto:)?[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+\s+(?:wrote|writes|schrieb|escribió|a écrit)\s*:?$/i;
const DAY = /\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|(?<!\d)(?:19|20|25)\d\d(?!\d)|\d{1,2}\s?[月월]/;
const TIME = /(?<!\d)\d{1,2}\s?[:.h時시]\s?\d{2}(?!\d)/i;
/** Zoho draws its attribution between dashes. */
const ENDS = /[:：]\s*$|-{2,}\s*$/;
const SENTENCE_ENDS = /[.!?。！？…]\s*$/;
/** An attribution may be broken over this many lines. */
const MAX_LINES = 4;
/** No attribution is longer, and a hostile line would be searched for ever. */
const MAX_CHARACTERS = 600;

/** What stands below a line: text marked with `>`, text we know, or other text. */
export type Below = "marked" | "known" | "other";

/**
 * Finds the lines that introduce a quote, "On Saturday Olivia wrote:", in whatever language: they name who wrote or when, end like
 * an introduction, and a quote stands below.
 * @param end the last line of it
 * @returns its first line, and whether it is we who are quoted; null when these lines are somebody's own words
 */
export function attributionEndingAt(
  lines: readonly string[],
  end: number,
  below: Below,
  known: KnownText,
): { begin: number; isOurs: boolean } | null {
  if ((lines[end]?.length ?? 0) > MAX_CHARACTERS) return null;
  const last = plain(lines[end]);
  if (!ENDS.test(last) && !(below === "marked" && WROTE.test(last))) return null;
  const begin = beginOf(lines, end);
  const whole = lines
    .slice(begin, end + 1)
    .map(plain)
    .join(" ");
  return isAttribution(whole, below, known) ? { begin, isOurs: below === "known" || known.namesUs(whole) } : null;
}

function isAttribution(whole: string, below: Below, known: KnownText): boolean {
  if (below === "marked" && whole.startsWith(QUOTE_INTRODUCTION)) return true;
  const namesUs = known.namesUs(whole);
  const hasAddress = ADDRESS.test(whole);
  const isDated = DAY.test(whole) || TIME.test(whole);
  const says = WROTE.test(whole);
  if (below === "marked") return hasAddress || namesUs || (says && isDated);
  if (below === "known") return (hasAddress || namesUs || says) && (isDated || hasAddress);
  // Nothing shows below that it is a quote: our address has to stand as a program writes it.
  return DAY.test(whole) && TIME.test(whole) && ADDRESS_OF_PROGRAM.test(whole) && known.hasOurAddress(whole);
}

/** Broken attributions have their date, or its time, in a line further up; a line that ends like a sentence is none of it. */
function beginOf(lines: readonly string[], end: number): number {
  let begin = end;
  for (let at = end; at > end - MAX_LINES && at >= 0; at -= 1) {
    if ((lines[at]?.length ?? 0) > MAX_CHARACTERS) break;
    const line = plain(lines[at]);
    if (line.trim() === "" || line.startsWith(">") || (at < end && SENTENCE_ENDS.test(line))) break;
    const below = lines
      .slice(begin, end + 1)
      .map(plain)
      .join(" ");
    const isMissing = (pattern: RegExp) => !pattern.test(below) && pattern.test(line);
    if (isMissing(DAY) || isMissing(TIME)) begin = at;
    if (line.startsWith(QUOTE_INTRODUCTION)) return at;
  }
  return begin;
}

/** Digits of all scripts as ours; the marks for the direction of writing and hard spaces are not what somebody reads. */
function plain(line = ""): string {
  return line
    .replaceAll(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "")
    .replaceAll(/[\u00A0\u202F]/g, " ")
    .replaceAll(/(?![0-9])\p{Nd}/gu, digit)
    .trim();
}

function digit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}
