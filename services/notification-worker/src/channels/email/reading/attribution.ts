import { isByOurName, isQuoteBelow } from "./named-attribution.ts";
import type { QuotableText } from "./quotable-text.ts";
import { QUOTE_INTRODUCTION } from "./text-of-html.ts";

/** "wrote", as it introduces a quote. Only a hint: an address, a date or our own name has to stand beside it. */
const WROTE =
  /(?<![\p{L}])(?:wrote|writes|schrieb|schrieben|escribió|escribiu|a écrit|écrit|scritto|schreef|geschreven|escreveu|napisał\S*|napisali|писал\S*|написал\S*|пише|написав\S*|skrev|kirjoitti|írta|napsal\S*|napísal\S*|yazdı|a scris|έγραψε|כתב\S*|كتب|viết|menulis|เขียน\S*)(?![\p{L}])|写道|寫道|のメール|書きました|님이|작성/iu;
const ADDRESS = /[^\s<>@:;,()[\]"]+@[^\s<>@:;,()[\]"]+/;
/** A mail program writes an address in angle brackets, or the verb right behind it. */
const ADDRESS_OF_PROGRAM =
  /<\s*(?:mailto:)?[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+\s+(?:wrote|writes|schrieb|escribió|a écrit)\s*:?$/i;
const DAY = /\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|(?<!\d)(?:19|20|25)\d\d(?!\d)|\d{1,2}\s?[月월]/;
const TIME = /(?<!\d)\d{1,2}\s?[:.h時시]\s?\d{2}(?!\d)/i;
/** Zoho puts its attribution between dashes. */
const ENDS = /[:：]\s*$|-{2,}\s*$/;
const SENTENCE_ENDS = /[.!?。！？…]\s*$/;
/** An attribution may be broken over this many lines. */
const MAX_LINES = 4;
/** No attribution is longer, and the bound keeps hostile lines cheap. */
const ASCII = /^[\t-~]*$/;
const MAX_CHARACTERS = 600;

/** The kind of text below a line: marked with `>`, sent by us, other, or `within` when the line is marked itself, too. */
export type Below = "marked" | "known" | "other" | "within";

/**
 * Finds the lines that introduce a quote, "On Saturday Olivia wrote:", in any language: they contain a name or a date, end like
 * an introduction, and are followed by a quote.
 * @param end its last line
 * @returns its first line, and whether we are the quoted one; null when these lines belong to the reply
 */
export function attributionEndingAt(
  lines: readonly string[],
  end: number,
  below: Below,
  known: QuotableText,
): { begin: number; isOurs: boolean } | null {
  if ((lines[end]?.length ?? 0) > MAX_CHARACTERS) return null;
  const last = plain(lines[end]);
  if (!ENDS.test(last) && !(below === "marked" && WROTE.test(last))) return null;
  const begin = beginOf(lines, end);
  const whole = wholeOf(lines, begin, end);
  const isIt =
    isAttribution(whole, below, known) ||
    (below === "other" &&
      isStamped(whole) &&
      isByOurName(whole, WROTE, known) &&
      isQuoteBelow(lines, { begin, end }, known, (at) => isProgramsOwn(lines, at, known)));
  return isIt ? { begin, isOurs: below === "known" || known.namesUs(whole) } : null;
}

/** Whether a line ends an introduction by its own words, whatever stands below it. */
function isProgramsOwn(lines: readonly string[], end: number, known: QuotableText): boolean {
  if ((lines[end]?.length ?? 0) > MAX_CHARACTERS || !ENDS.test(plain(lines[end]))) return false;
  return isAttribution(wholeOf(lines, beginOf(lines, end), end), "within", known);
}

function wholeOf(lines: readonly string[], begin: number, end: number): string {
  return lines
    .slice(begin, end + 1)
    .map(plain)
    .join(" ");
}

function isAttribution(whole: string, below: Below, known: QuotableText): boolean {
  if (below === "marked" && whole.startsWith(QUOTE_INTRODUCTION)) return true;
  const namesUs = known.namesUs(whole);
  const hasAddress = ADDRESS.test(whole);
  const isDated = DAY.test(whole) || TIME.test(whole);
  const hasVerb = WROTE.test(whole);
  // Our name alone may stand in a sentence above a list of the author's own.
  if (below === "marked") return hasAddress || (namesUs && (isDated || hasVerb)) || (hasVerb && isDated);
  if (below === "known") return (hasAddress || namesUs || hasVerb) && (isDated || hasAddress);
  // Marked lines may be a list or a label, so it has to look like a program's own.
  if (below === "within")
    return (
      isDated &&
      (hasVerb || hasAddress || (namesUs && TIME.test(whole.replace(DAY, " ")))) &&
      (!hasAddress || ADDRESS_OF_PROGRAM.test(whole))
    );
  // Nothing marks the text below as a quote, so our address has to be written as a program writes it.
  return isStamped(whole) && ADDRESS_OF_PROGRAM.test(whole) && known.hasOurAddress(whole);
}

function isStamped(whole: string): boolean {
  // "28.11." of a day looks like a time.
  return DAY.test(whole) && TIME.test(whole.replace(DAY, " "));
}

/** Attributions over several lines have the date or time in an upper line; a line that ends like a sentence is not part of it. */
function beginOf(lines: readonly string[], end: number): number {
  let begin = end;
  for (let at = end; at > end - MAX_LINES && at >= 0; at -= 1) {
    if ((lines[at]?.length ?? 0) > MAX_CHARACTERS) break;
    const line = plain(lines[at]);
    if (line.trim() === "" || line.startsWith(">") || (at < end && SENTENCE_ENDS.test(line))) break;
    const below = wholeOf(lines, begin, end);
    const isMissing = (pattern: RegExp) => !pattern.test(below) && pattern.test(line);
    if (isMissing(DAY) || isMissing(TIME)) begin = at;
    if (line.startsWith(QUOTE_INTRODUCTION)) return at;
  }
  return begin;
}

/** Digits of all scripts as ASCII, without direction marks and hard spaces. */
function plain(line = ""): string {
  // Most lines have nothing of it, and each is asked about several times.
  if (ASCII.test(line)) return line.trim();
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
