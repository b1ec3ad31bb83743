import { toCompatibleForm, foldDigits, foldMarks, withoutInvisible } from "@chorus/kernel/fold-text";

/** What is looked for by its letters or digits, in the order of the text. */
export interface Terms {
  /** Words, numbers and, of scripts that put no spaces between words, pairs of characters. */
  inOrder: string[];
  /** The same written together: `ord4711` of `ORD-4711`, `1249` of `1.249,00`. */
  together: string[];
}

/** Han, Japanese, Korean, Thai, Lao, Khmer and Burmese: words are not told by spaces, or not by spaces alone. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}々ー`;
const PIECE = new RegExp(`[0-9]{1,64}|[${UNSPACED}]{1,200}|(?:(?![${UNSPACED}])[\\p{L}\\p{M}]){1,64}`, "gu");
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
/** What may stand inside a code, a name or an address. */
const JOINED = /^[\p{P}\p{S}]?$/u;
const NUMBERS = /[0-9]{1,40}(?:[ .,'’/()-]{1,3}[0-9]{1,40}){1,11}/g;
const GROUPED = /(?<![0-9])[0-9]{1,3}(?:[.,'’ ][0-9]{3}){1,6}(?![0-9])/g;
/** A part of a word that begins with a capital: `Brew` in `FreshBrew`. */
const HUMP = /\p{Lu}\p{Ll}{1,60}|\p{Ll}{2,60}/gu;
/** With the code of a country in front. */
const INTERNATIONAL = /(?:\+|(?<![0-9])00)[1-9](?:[ ./()-]{0,3}[0-9]){7,14}(?![0-9])/g;
const MAX_COUNTRY_DIGITS = 3;
const MIN_LOCAL_DIGITS = 5;
const MAX_LOCAL_DIGITS = 15;
/** Written together are so many pieces at most: longer ones are addresses. */
const MAX_JOINED = 6;

/** One form for everything: composed, without invisible characters, with the digits 0 to 9. */
export function normalise(text: string): string {
  return foldDigits(withoutInvisible(toCompatibleForm(text)));
}

/** @param text normalised */
export function termsOf(text: string): Terms {
  const terms: Terms = { inOrder: [], together: [] };
  for (const chunk of text.split(/\s+/)) {
    const pieces = piecesOf(chunk);
    for (const { text: piece } of pieces) {
      terms.inOrder.push(...(isUnspaced(piece) ? pairsOf(piece) : [piece]));
      const humps = isUnspaced(piece) ? [] : (piece.match(HUMP) ?? []);
      if (humps.length > 1) terms.together.push(...humps);
      // German umlauts, written as two letters.
      if (/[äöü]/iu.test(piece)) terms.together.push(withDigraphs(piece));
    }
    for (const run of runsOf(pieces)) {
      if (run.length <= MAX_JOINED) terms.together.push(run.join(""));
      if (run.length > 2) for (let at = 1; at < run.length; at += 1) terms.together.push(`${run[at - 1]}${run[at]}`);
    }
  }
  for (const [numbers] of text.matchAll(NUMBERS)) terms.together.push(digitsOf(numbers), ...withoutPrefixes(numbers));
  for (const [number] of text.matchAll(INTERNATIONAL)) terms.together.push(...telephoneForms(number));
  for (const [number] of text.matchAll(GROUPED)) terms.together.push(digitsOf(number));
  return terms;
}

/** Characters two by two, and the last alone: each of them begins a term. */
export function pairsOf(piece: string): string[] {
  const characters = Array.from(piece);
  return characters.map((character, at) => character + (characters[at + 1] ?? ""));
}

export function isUnspaced(piece: string): boolean {
  return IS_UNSPACED.test(piece);
}

export function withDigraphs(piece: string): string {
  const pairs: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
  return piece.toLowerCase().replaceAll(/[äöüß]/gu, (letter) => pairs[letter] ?? letter);
}

export interface Piece {
  text: string;
  /** What stands between it and the piece before. */
  gap: string;
}

export function piecesOf(chunk: string): Piece[] {
  let end = 0;
  return [...chunk.matchAll(PIECE)].map((match) => {
    const gap = chunk.slice(end, match.index);
    end = match.index + match[0].length;
    return { text: match[0], gap };
  });
}

/** Pieces that hang together, two or more. */
function runsOf(pieces: readonly Piece[]): string[][] {
  const runs: string[][] = [];
  for (const { text, gap } of pieces) {
    const last = runs.at(-1);
    if (isUnspaced(text)) runs.push([]);
    else if (last && last.length > 0 && JOINED.test(gap)) last.push(text);
    else runs.push([text]);
  }
  return runs.filter((run) => run.length > 1);
}

export function digitsOf(text: string): string {
  return text.replaceAll(/[^0-9]/g, "").slice(0, 64);
}

/** A telephone number as it is said without the code of its country and its town: `12345678` of `030/12 34 56 78`. */
function withoutPrefixes(numbers: string): string[] {
  const groups = numbers.split(/[^0-9]+/);
  const ends = groups.map((_, at) => groups.slice(at).join(""));
  return ends.slice(1).filter((end) => end.length >= MIN_LOCAL_DIGITS && end.length <= MAX_LOCAL_DIGITS);
}

/**
 * A telephone number as it is written from abroad and at home, however long the code of the country is: `4930123456` and `030123456`
 * of `+49 (0)30 123456`.
 */
export function telephoneForms(written: string): string[] {
  const abroad = digitsOf(written.replace(/\(0\)/, "")).replace(/^00/, "");
  const lengths = Array.from({ length: MAX_COUNTRY_DIGITS }, (_, at) => at + 1);
  return [abroad, ...lengths.map((length) => `0${abroad.slice(length)}`)];
}

const CONFIGURATIONS = ["arabic", "german", "spanish"] as const;
/** Postgres' stemmers; the Arabic configuration has the English one for Latin letters. */
export type Configuration = (typeof CONFIGURATIONS)[number];

/** A term as a configuration reads it, of letters and digits only, so that Postgres' parser finds nothing to take apart. */
export function lexemeFor(configuration: Configuration, term: string): string {
  const lower = term.toLowerCase();
  if (isUnspaced(term) || !/^[\p{sc=Latin}\p{sc=Arab}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Hebr}\p{sc=Zinh}0-9]+$/u.test(term))
    return codeOf(lower);
  if (configuration === "german") return foldMarks(lower, /[äöü]/u);
  const folded = foldMarks(lower);
  // The one ending whose accent the Spanish stemmer asks for.
  return configuration === "spanish" ? folded.replace(/([cs])ion$/, "$1ión") : folded;
}

/** Scripts that a parser may not take for letters. */
function codeOf(term: string): string {
  return Array.from(term, (character) => `u${(character.codePointAt(0) ?? 0).toString(16).padStart(5, "0")}`).join("");
}

/** What Postgres makes the words of a text from. */
export function indexedText(text: string): Record<Configuration, string> {
  const { inOrder, together } = termsOf(normalise(text));
  const terms = [...inOrder, ...new Set(together)];
  const read = (configuration: Configuration) => terms.map((term) => lexemeFor(configuration, term)).join(" ");
  return { arabic: read("arabic"), german: read("german"), spanish: read("spanish") };
}
