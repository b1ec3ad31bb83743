import {
  type Configuration,
  digitsOf,
  isUnspaced,
  lexemeFor,
  normalise,
  pairsOf,
  piecesOf,
  telephoneForms,
  withDigraphs,
} from "./terms.ts";

/** Longer ones are texts that somebody pasted. */
const MAX_CLAUSES = 60;
const PART =
  /"(?<phrase>[^"]{1,500})"|(?<![\p{L}0-9])(?<telephone>(?:\+|00)[1-9](?:[ ./()-]{0,3}[0-9]){7,14})(?![\p{L}0-9])|(?<![\p{L}0-9])(?<numbers>[0-9]{1,40}(?:[ .,'’/()-]{1,3}[0-9]{1,40}){1,11})(?![\p{L}0-9])|(?<word>[^\s"]{1,500})/gu;

type ToLexeme = (term: string) => string;

/**
 * What is asked for, in the syntax of `to_tsquery`: all of the words; `"…"` next to each other, `or`, and `-` in front of a word
 * that must not be there. Null where there is nothing to look for.
 */
export function questionFor(configuration: Configuration, q: string): string | null {
  const toLexeme: ToLexeme = (term) => lexemeFor(configuration, term);
  let question = "";
  let isOr = false;
  let count = 0;
  for (const { groups } of normalise(q).matchAll(PART)) {
    const { phrase, telephone, numbers, word = "" } = groups ?? {};
    if (/^or$/i.test(word) && question !== "") {
      isOr = true;
      continue;
    }
    // Of a number it is the sign.
    const isRefused = /^-\p{L}/u.test(word) && question !== "" && !isOr;
    const clause = clauseOf({ phrase, telephone, numbers, word }, toLexeme);
    if (clause === "" || (count += 1) > MAX_CLAUSES) continue;
    const joint = question === "" ? "" : isOr ? " | " : " & ";
    question += `${joint}${isRefused ? "!" : ""}(${clause})`;
    isOr = false;
  }
  return question === "" ? null : question;
}

type Part = Record<"phrase" | "telephone" | "numbers", string | undefined> & { word: string };

function clauseOf({ phrase, telephone, numbers, word }: Part, toLexeme: ToLexeme): string {
  if (phrase !== undefined) return inOrder(phrase, toLexeme);
  if (telephone !== undefined) return [number(telephone), ...telephoneForms(telephone)].join(" | ");
  return numbers === undefined ? chunk(word, toLexeme) : number(numbers);
}

function inOrder(phrase: string, toLexeme: ToLexeme): string {
  return phrase
    .split(/\s+/)
    .flatMap((word) => piecesOf(word).map(({ text }) => formatPiece(text, toLexeme)))
    .join(" <-> ");
}

function chunk(word: string, toLexeme: ToLexeme): string {
  const pieces = piecesOf(word).map(({ text }) => text);
  const apart = pieces.map((piece) => formatPiece(piece, toLexeme)).join(" & ");
  if (pieces.length === 1 && /[äöü]/iu.test(word)) return `${apart} | ${toLexeme(withDigraphs(pieces.join("")))}`;
  if (pieces.length < 2 || pieces.some(isUnspaced)) return apart;
  return `${apart} | ${toLexeme(pieces.join(""))}`;
}

/** `4711 2233` is `47112233`, and `1.249,00` is `1249`. */
function number(written: string): string {
  const apart = written.match(/[0-9]+/g)?.join(" & ") ?? "";
  const [whole = ""] = /^[0-9]{1,3}(?:[.,'’ ][0-9]{3})*(?=[.,]0{1,2}$|$)|^[0-9]+(?=[.,]0{1,2}$)/.exec(written) ?? [];
  return [...new Set([apart, digitsOf(written), digitsOf(whole)])].filter((form) => form !== "").join(" | ");
}

function formatPiece(piece: string, toLexeme: ToLexeme): string {
  if (!isUnspaced(piece)) return toLexeme(piece);
  const pairs = pairsOf(piece);
  // One character alone begins a pair, or ends what was written.
  if (pairs.length === 1) return `${toLexeme(piece)}:*`;
  return `(${pairs.slice(0, -1).map(toLexeme).join(" <-> ")})`;
}
