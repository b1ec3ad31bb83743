import type { SummaryStatement } from "@chorus/contracts/entities/summary";
import { datedLanguageOf, type DatedLanguage, datesOf } from "@chorus/meaning/text/dates";
import { inLowerCase } from "@chorus/meaning/text/letter-case";
import { bringsTags } from "@chorus/meaning/text/markup";
import { edgesOf, isSameNumber, type NumberEdges } from "@chorus/meaning/text/number-edges";
import { plainOf, sentencesOf, tidy } from "@chorus/meaning/text/sentences";
import { languageOf } from "@chorus/meaning/text/words";
import type { Draft } from "../drafts/draft.ts";
import type { TranscriptLine } from "../drafts/transcript.ts";

/** Thousands may be parted by an apostrophe or a narrow space. */
const WITH_DIGIT = /[\p{L}\p{N}#](?:[\p{L}\p{N}.,:/@_%+#-]|(?<=\d)['’\u00A0\u2009\u202F](?=\d{3}(?!\d)))*/gu;
const ADDRESS = /\bhttps?:\/\/\S+|[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/giu;
/** A capitalised word that does not begin a sentence. Not used for German, which capitalises all nouns. */
const NAME = /(?<=[\p{Ll}\p{N},;)]\s)\p{Lu}\p{Ll}{2,}/gu;
const LINK_OR_MARKUP = /\]\(|javascript:|&#|&lt;/iu;

export interface Rejected {
  statement: SummaryStatement;
  reason: string;
}

export interface CheckedDraft {
  draft: Draft;
  rejected: Rejected[];
}

/**
 * Keeps the statements that are supported by the messages they cite.
 * @param accepted statements that were checked before, or written by an agent; identical ones are not checked again
 */
export function checkCitations(
  draft: Draft,
  transcript: readonly TranscriptLine[],
  accepted: Draft | null = null,
): CheckedDraft {
  const known = new Set(accepted ? statementsOf(accepted).map(keyOf) : []);
  const lines = new Map(transcript.map((line) => [line.seq, line]));
  const all = transcript.map(({ text }) => text).join(" ");
  // Read once for all statements: it takes a time that grows with the transcript.
  let dated: DatedLanguage | undefined;
  const source = { lines, language: languageOf(all), datedLanguage: () => (dated ??= datedLanguageOf(all)) };
  const rejected: Rejected[] = [];
  const checked = Object.entries(draft).map(([type, sections]) => [
    type,
    Object.fromEntries(
      Object.entries(sections).map(([name, statements]) => [
        name,
        statements.flatMap((statement) => {
          const plain = { text: plainOf(statement.text), cites: [...new Set(statement.cites)] };
          if (known.has(keyOf(plain))) return [plain];
          const reason = whyNot(plain, source, name);
          if (reason === null) return [plain];
          rejected.push({ statement, reason });
          return [];
        }),
      ]),
    ),
  ]);
  return { draft: Object.fromEntries(checked) as Draft, rejected };
}

function statementsOf(draft: Draft): SummaryStatement[] {
  return Object.values(draft).flatMap((sections) => Object.values(sections).flat());
}

function keyOf({ text, cites }: SummaryStatement): string {
  return JSON.stringify([text, cites.toSorted((a, b) => a - b)]);
}

interface Source {
  lines: ReadonlyMap<number, TranscriptLine>;
  language: "en" | "de";
  /** In which dates are parsed where a line does not tell its own. */
  datedLanguage: () => DatedLanguage;
}

/** Null when the cited messages contain every id, amount, date, address and name of a statement. */
function whyNot(
  { text, cites }: SummaryStatement,
  { lines, language, datedLanguage }: Source,
  section = "",
): string | null {
  if (text === "") return "it says nothing";
  if (LINK_OR_MARKUP.test(text)) return "it carries markup";
  const cited = cites.map((seq) => lines.get(seq));
  if (cited.length === 0) return "it cites nothing";
  if (cited.some((line) => line === undefined)) return "it cites a message that is not there";
  const known = cited.filter((line) => line !== undefined);
  const source = known.map((line) => `${line.name}: ${plainOf(line.text)}`).join("\n");
  if (bringsTags(text, source)) return "it carries markup";
  const folded = fold(source);
  const numbers = { text: ` ${source} `, inOneForm: oneForm(` ${source} `) };
  // Dates are parsed only when a number does not occur literally, because parsing is slow.
  let days: ReadonlySet<string> | undefined;
  const readDays = () => new Set(known.flatMap((line) => daysOf(line, datedLanguage())));
  const isDay = (token: string) => (days ??= readDays()).has(token);
  for (const [token] of text.matchAll(ADDRESS))
    if (!folded.includes(fold(token))) return `${token} is not in its source`;
  for (const { 0: match, index: at } of text.matchAll(WITH_DIGIT)) {
    const token = match.replace(/[.,:/#-]+$/, "");
    const edges = edgesOf(text, at, at + token.length);
    if (!/\d/.test(token) || isNumberIn({ token: oneForm(token), edges }, numbers, folded)) continue;
    if (!isDay(token)) return `${token} is not in its source`;
  }
  if (language === "de" || section === "mood") return null;
  for (const [name] of text.matchAll(NAME)) if (!folded.includes(fold(name))) return `${name} is not in its source`;
  return null;
}

/** The dates in a message, parsed as a whole and sentence by sentence. */
function daysOf({ text, at }: TranscriptLine, all: DatedLanguage): string[] {
  const language = datedLanguageOf(text, all);
  const pieces = [plainOf(text), ...sentencesOf(text).map(tidy)];
  return pieces.flatMap((piece) => datesOf(piece, at, language).map(({ day }) => day));
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[\s#]/g, "");
}

/** Where the letters and separators of a number are the same in any case and country, each at its place. */
function oneForm(text: string): string {
  return inLowerCase(text)
    .replaceAll("’", "'")
    .replaceAll(/[\u00A0\u2009\u202F]/gu, " ");
}

interface Numbers {
  text: string;
  /** The same, character for character, as `oneForm` has it. */
  inOneForm: string;
}

/**
 * As a whole number with what belongs to it: `50` is neither in `150`, `-50` and `1’050`, nor in `A$50` and `$50k`. Long ones may be written with spaces,
 * like card and account numbers.
 */
function isNumberIn(
  { token, edges }: { token: string; edges: NumberEdges },
  numbers: Numbers,
  folded: string,
): boolean {
  const { text, inOneForm } = numbers;
  let isOther = false;
  for (let at = inOneForm.indexOf(token); at !== -1; at = inOneForm.indexOf(token, at + 1)) {
    const end = at + token.length;
    const neighbours = (text[at - 1] ?? " ") + (text[end] ?? " ");
    if (/\d/.test(neighbours)) continue;
    if (isSameNumber(edges, edgesOf(text, at, end))) return true;
    isOther = true;
  }
  return !isOther && token.length >= 8 && folded.includes(fold(token));
}
