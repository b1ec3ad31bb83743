import { toCompatibleForm } from "@chorus/kernel/fold-text";
import { linesWithin } from "./lines-within.ts";

/** Text that a reply may quote: our mails and the conversation. */
export interface QuotableText {
  /** Whether a line is ours, or an earlier message of this conversation. Only letters and digits count, because programs wrap and indent lines. */
  includes(line: string): boolean;
  /** Whether a line is ours. What its author wrote before may be written again. */
  isOurs(line: string): boolean;
  /** Whether a line is ours, and long enough not to be so by chance. */
  isSurelyOurs(line: string): boolean;
  /** Whether a line, ours or an earlier one, goes on with the next, as where a program has broken it. */
  goesOn(line: string, next: string): boolean;
  /** Where a line of ours ends within a line that goes on with other words; -1 where none does. */
  endOfOurs(line: string): number;
  /** Whether the next is the line of ours below a line of ours. */
  isNext(line: string, next: string): boolean;
  /** Whether a line is a name of ours and nothing else, as above what we wrote. */
  isNameOfUs(line: string): boolean;
  /** Whether a line is one that its author wrote before, and long enough not to be so by chance. */
  isSurelySaidBefore(line: string): boolean;
  /** Whether a line says who wrote the next ones and when, as in our copies of a conversation. */
  isStamp(line: string): boolean;
  /** Whether a line of ours stands above what the author wrote before, which our mail repeats. */
  isAboveOwn(line: string): boolean;
  /** Whether a line names us: by the sender or reply address of our mails, the team's or an agent's name. */
  namesUs(line: string): boolean;
  /** What stands before a name of ours that a text ends with, also in quotation marks; null where it ends otherwise. */
  beforeOurName(text: string): string | null;
  /** Whether a line contains an address of ours. A name alone also occurs in customers' sentences. */
  hasOurAddress(line: string): boolean;
  /** Whether a quote may hold words of ours that nobody knows any more. */
  isIncomplete: boolean;
  /** The same, prepared for many questions about these lines. */
  forLines(lines: readonly string[]): QuotableText;
}

/** A shorter line may occur in any text, so it counts only when it is a whole line of ours. */
const MIN_LETTERS_WITHIN = 12;
const MIN_NAME_CHARACTERS = 2;
const ADDRESS = /[\p{L}\p{N}._%+=-]{1,100}@[\p{L}\p{N}.-]{1,100}/gu;
/** "The agent, 18:12:" */
const STAMP = /^([^\n]{1,80}), \d{1,2}[:.]\d{2}(?:\s?[ap]\.?\s?m\.?)?:?$/i;
const MAX_STAMP_CHARACTERS = 100;
const QUOTATION_END = /[\s"'“”„«»]{1,20}$/u;
const NO_LETTERS = /[^\p{L}\p{N}]/gu;
/** Programs write the address of a link beside its words, or others instead. */
const LINK = /\[?[<(]?(?:https?:\/\/|mailto:)[^\s<>()[\]"]+[>)]?\]?/giu;

const WORD = /\S+/gu;
const ASKS = /[?؟？:：]$/u;
const ENDS_SENTENCE = /[.!?؟？:：…。！]$/u;
const SAYS_MORE = /[\p{L}\p{N}]/u;
/** A longer one is compared by its beginning. */
const MAX_CHARACTERS_OF_LINE = 1_000;
const LINK_LAST = /(?:https?:\/\/|mailto:)\S{1,2000}\s*$/iu;

/**
 * @param texts of our mails
 * @param names and addresses of our senders; each conversation has an address of its own, with a `+` and more before the `@`
 * @param own the author's earlier messages in this conversation, their names, and what stands above a message that our mails repeat
 * @param isIncomplete whether other texts were sent, too, which have been changed or deleted since
 */
export function quotableText(
  texts: readonly string[],
  names: readonly string[],
  own: { texts: readonly string[]; names: readonly string[]; labels?: readonly string[] } = { texts: [], names: [] },
  isIncomplete = false,
): QuotableText {
  const folded = names.map(foldCase).filter((name) => name.length >= MIN_NAME_CHARACTERS);
  const addresses = new Set(folded.filter((name) => name.includes("@")));
  const ours = searchable(texts);
  const nameLetters = new Set(folded.filter((name) => !addresses.has(name)).map(lettersOf));
  // The longest first: of "The agent via Acme" more than the last word is ours.
  const ourNames = names
    .map((name) => name.trim())
    .filter((name) => name.length >= MIN_NAME_CHARACTERS && !name.includes("@"))
    .toSorted((one, other) => other.length - one.length);
  const owns = searchable(own.texts);
  // A program breaks a line, and never joins two to one.
  const all = searchable([...texts, ...own.texts].flatMap((text) => text.split("\n")));
  const authors = new Set([...nameLetters, ...own.names.map(lettersOf).filter((name) => name !== "")]);
  const labels = new Set((own.labels ?? []).map(lettersOf));
  const hasOurAddress = (line: string) =>
    (foldCase(line).match(ADDRESS) ?? []).some((found) => addresses.has(found.replace(/\+[^@]*@/, "@")));
  const quotable = (isWithinOurs: Within, isWithinOwns: Within, isWithinLines: Within): QuotableText => ({
    isIncomplete,
    hasOurAddress,
    includes: (line) => isIn(ours, isWithinOurs, line) || isIn(owns, isWithinOwns, line),
    isOurs: (line) => isIn(ours, isWithinOurs, line),
    isSurelyOurs: (line) => isLong(line) && isIn(ours, isWithinOurs, line),
    isSurelySaidBefore: (line) => isLong(line) && isIn(owns, isWithinOwns, line),
    goesOn(line, next) {
      const [begin, rest] = [lettersOf(line), lettersOf(next)];
      if (begin === "" || rest === "") return false;
      return isLinkAlone(next) ? all.beforeLinks.has(begin) : isIn(all, isWithinLines, joined(line, next));
    },
    endOfOurs: (line) => (isIn(ours, isWithinOurs, line) ? -1 : endOfLineWithin(ours, line)),
    isNext: (line, next) => ours.pairs.has(pairOf(lettersOf(line), lettersOf(next))),
    isNameOfUs: (line) => nameLetters.has(lettersOf(line)),
    isStamp(line) {
      const [, author = ""] = (line.length <= MAX_STAMP_CHARACTERS && STAMP.exec(line.trim())) || [];
      return author !== "" && authors.has(lettersOf(author));
    },
    isAboveOwn: (line) => labels.has(lettersOf(line)),
    namesUs(line) {
      const text = foldCase(line);
      return folded.some((name) => isWord(text, name)) || hasOurAddress(line);
    },
    beforeOurName(text) {
      const end = text.replace(QUOTATION_END, "");
      const name = ourNames.find((one) => isEnd(end, one));
      return name === undefined ? null : end.slice(0, end.length - name.length).replace(QUOTATION_END, "");
    },
    forLines(lines) {
      const said = lines.filter((line) => lettersOf(line) !== "");
      const pairs = said.slice(1).map((line, at) => joined(said[at] ?? "", line));
      return quotable(prepared(ours.all, lines), prepared(owns.all, lines), among(all.all, pairs));
    },
  });
  return quotable(
    (letters) => ours.all.includes(letters),
    (letters) => owns.all.includes(letters),
    (letters) => all.all.includes(letters),
  );
}

type Within = (letters: string) => boolean;

interface Searchable {
  all: string;
  lines: ReadonlySet<string>;
  /** How lines begin that end with a link. */
  beforeLinks: ReadonlySet<string>;
  /** Lines with what stands below them. */
  pairs: ReadonlySet<string>;
}

function searchable(texts: readonly string[]): Searchable {
  const lines = texts.flatMap((text) => text.split("\n"));
  const pairsIn = (text: string) => {
    const said = text
      .split("\n")
      .map(lettersOf)
      .filter((line) => line !== "");
    return said.slice(1).map((line, at) => pairOf(said[at] ?? "", line));
  };
  return {
    all: texts.map(lettersOf).join("\n"),
    lines: new Set(lines.map(lettersOf)),
    pairs: new Set(texts.flatMap(pairsIn)),
    beforeLinks: new Set(lines.filter((line) => LINK_LAST.test(line)).map(lettersOf)),
  };
}

function isIn({ lines }: Searchable, isWithin: Within, line: string): boolean {
  const letters = lettersOf(line);
  if (letters === "") return false;
  return letters.length < MIN_LETTERS_WITHIN ? lines.has(letters) : isWithin(letters);
}

function prepared(all: string, lines: readonly string[]): Within {
  const asked = longOnes(lines);
  const within = linesWithin(all, asked);
  return (letters) => within.has(letters) || (!asked.has(letters) && all.includes(letters));
}

/** Of others it says no: two lines with an introduction between them go on with nothing, and to look for each such pair takes long. */
function among(all: string, pairs: readonly string[]): Within {
  const within = linesWithin(all, longOnes(pairs));
  return (letters) => within.has(letters);
}

function longOnes(lines: readonly string[]): Set<string> {
  return new Set(lines.map(lettersOf).filter((letters) => letters.length >= MIN_LETTERS_WITHIN));
}

/** Only where a sentence ends, because its author may go on with our words; a short line of ours counts when it asks: "Which size? M". */
function endOfLineWithin({ lines }: Searchable, line: string): number {
  let end = -1;
  let letters = "";
  for (const { 0: word, index } of line.slice(0, MAX_CHARACTERS_OF_LINE).matchAll(WORD)) {
    letters += lettersOf(word);
    const isEnd = letters.length >= MIN_LETTERS_WITHIN ? ENDS_SENTENCE.test(word) : ASKS.test(word);
    if (isEnd && lines.has(letters)) end = index + word.length;
  }
  return end >= 0 && SAYS_MORE.test(line.slice(end).replaceAll(LINK, " ")) ? end : -1;
}

function pairOf(line: string, next: string): string {
  return `${line}\n${next}`;
}

function isLong(line: string): boolean {
  return lettersOf(line).length >= MIN_LETTERS_WITHIN;
}

function isLinkAlone(line: string): boolean {
  return LINK_LAST.test(line) && line.replaceAll(LINK, "").replaceAll(NO_LETTERS, "") === "";
}

/** Each with its own links left out. */
function joined(line: string, next: string): string {
  return `${lettersOf(line)} ${lettersOf(next)}`;
}

/** Of a link alone its own. */
function lettersOf(text: string): string {
  const folded = foldCase(text);
  const letters = folded.replaceAll(LINK, " ").replaceAll(NO_LETTERS, "");
  return letters === "" ? folded.replaceAll(NO_LETTERS, "") : letters;
}

function foldCase(text: string): string {
  return toCompatibleForm(text).toLowerCase().trim();
}

function isEnd(text: string, name: string): boolean {
  const begin = text.length - name.length;
  return text.slice(begin).toLowerCase() === name.toLowerCase() && !/[\p{L}\p{N}]$/u.test(text.slice(0, begin));
}

/** As a whole word: "Al" does not match "Also". */
function isWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isBegin = !/[\p{L}\p{N}]$/u.test(text.slice(0, at));
    if (isBegin && !/^[\p{L}\p{N}]/u.test(text.slice(at + name.length))) return true;
  }
  return false;
}
