import { isBlank } from "@chorus/contracts/text";
import { attributionEndingAt, type Below } from "./attribution.ts";
import { headerBlockAt } from "./header-block.ts";
import type { QuotableText } from "./quotable-text.ts";
import { introductionsWithin, MARKS } from "./marked-introductions.ts";
import { readMarkedQuote } from "./marked-quote.ts";
import { GOES_ON } from "./named-attribution.ts";
import { isOriginalMessageLine } from "./original-message.ts";
import { isSentFrom, signatureIn } from "./signature.ts";
import { QUOTE_INTRODUCTION, SIGNATURE_ENDS } from "./text-of-html.ts";
import { unmarkedQuote, type UnmarkedQuote } from "./unmarked-quote.ts";

export interface SplitMail {
  /** What the author added. */
  reply: string;
  /** The rest: quotes, their introductions, and the signature. */
  quoted: string;
}

const MARKED = /^[ \t]{0,3}>/;
/** Between an introduction and its quote. */
const MAX_BLANK_LINES = 2;
const BLANK_RUNS = /\n{3,}/g;
const OWN_MARKS = new RegExp(`[${QUOTE_INTRODUCTION}${SIGNATURE_ENDS}]`, "g");

/**
 * Separates the reply from quoted text. A quote counts as ours by its marks and an introduction that names us, by the header
 * lines of our mail, or because we wrote the text; customers quote others, too. In doubt a line is kept: superfluous text is a nuisance, missing text a lost order.
 */
export function splitMail(text: string, quotable: QuotableText): SplitMail {
  const { lines, known, gaps } = linesOf(text, quotable);
  const isQuoted = lines.map(() => false);
  const written = [...lines];
  const quote: Quote = (from, to) => isQuoted.fill(true, from, to + 1);
  const marked: [from: number, to: number][] = [];
  const quoteMarked: Quote = (from, to) => marked.push([from, to]);
  const introductions = markIntroductions(lines, known, quote, markWithin(lines, known, { quote, quoteMarked }));
  markMarked(lines, known, introductions, quoteMarked);
  const isAbove = known.isIncomplete && isAnsweredAbove(lines, isQuoted, marked);
  for (const [from, to] of marked) {
    for (const [at, line] of readMarkedQuote(lines.slice(from, to + 1), known, isAbove).entries()) {
      if (line === null) quote(from + at, from + at);
      else written[from + at] = line;
    }
  }
  markOriginalLines(lines, isQuoted);
  const isOurs = isQuoted.includes(true);
  markSignatures(written, isQuoted);
  // Nothing would remain, and nothing shows that we wrote it: then it is the reply.
  if (!isOurs && !written.some((line, at) => !isQuoted[at] && !isBlank(line))) isQuoted.fill(false);
  markBlanks(written, isQuoted);
  const gone = putTogether(written, isQuoted, gaps);
  const joined = (wanted: boolean) =>
    (wanted ? lines : written)
      .filter((_, at) => isQuoted[at] === wanted && !gone.has(at))
      .map((line) => (isBlank(line) ? "" : line.trimEnd().replaceAll(OWN_MARKS, "")))
      .join("\n")
      .replaceAll(BLANK_RUNS, "\n\n")
      .replace(/^\n+/, "")
      .trimEnd();
  return { reply: joined(false), quoted: joined(true) };
}

/** What is written behind a line of ours is a line of its own. */
function linesOf(text: string, quotable: QuotableText): { lines: string[]; known: QuotableText; gaps: Gaps } {
  const whole = text.split(/\r\n?|\n/);
  const known = quotable.forLines(whole);
  const gaps = new Map<number, string>();
  const lines: string[] = [];
  for (const line of whole) {
    const [marks = ""] = MARKS.exec(line) ?? [];
    const end = known.endOfOurs(line.slice(marks.length));
    if (end < 0) lines.push(line);
    else {
      const rest = line.slice(marks.length + end);
      const behind = rest.trimStart();
      lines.push(line.slice(0, marks.length + end), marks + behind);
      gaps.set(lines.length - 1, rest.slice(0, rest.length - behind.length));
    }
  }
  return { lines, known: lines.length === whole.length ? known : quotable.forLines(lines), gaps };
}

/** The lines that stood behind another one in one line, with the blanks between them. */
type Gaps = ReadonlyMap<number, string>;

/**
 * Where neither is quoted, both are its author's one line.
 * @returns the lines that are part of the next now
 */
function putTogether(written: string[], isQuoted: readonly boolean[], gaps: Gaps): Set<number> {
  const gone = new Set<number>();
  for (const [at, gap] of gaps) {
    if (isQuoted[at - 1] || isQuoted[at]) continue;
    written[at] = `${written[at - 1] ?? ""}${gap}${(written[at] ?? "").replace(MARKS, "")}`;
    gone.add(at - 1);
  }
  return gone;
}

interface Introductions {
  /** The first line that introduces a marked quote of ours; answers may stand between its parts. */
  ours: number;
  /** The first marked lines that are attributed to others. */
  others: ReadonlySet<number>;
}

type Quote = (from: number, to: number) => unknown;

/** Introductions that are marked themselves, with their quotes. */
function markWithin(
  lines: readonly string[],
  known: QuotableText,
  { quote, quoteMarked }: { quote: Quote; quoteMarked: Quote },
): Introductions {
  let ours = Number.POSITIVE_INFINITY;
  const others = new Set<number>();
  for (let at = 0; at < lines.length; at += 1) {
    if (!MARKED.test(lines[at] ?? "")) continue;
    const block = lines.slice(at, endOfMarked(lines, at) + 1);
    const found = introductionsWithin(block, known);
    for (const { begin, quote: below, end } of found.filter(({ isOurs }) => isOurs)) {
      quote(at + begin, at + below - 1);
      quoteMarked(at + below, at + end);
      ours = Math.min(ours, at + begin);
    }
    if (found[0]?.isOurs === false && found[0].begin === 0) others.add(at);
    at += block.length - 1;
  }
  return { ours, others };
}

function markIntroductions(
  lines: readonly string[],
  known: QuotableText,
  quote: Quote,
  within: Introductions,
): Introductions {
  let { ours } = within;
  const others = new Set(within.others);
  let unmarked: UnmarkedQuote | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    if (unmarked?.isQuoted(at)) quote(at, at);
    if (isBlank(lines[at] ?? "") || MARKED.test(lines[at] ?? "")) continue;
    const block = headerBlockAt(lines, at, known);
    const end = block?.end ?? at;
    const { at: next, below } = whatFollows(lines, end, known);
    const found = block ? { begin: block.begin, isOurs: true } : attributionEndingAt(lines, at, below, known);
    if (found === null) continue;
    if (below === "marked" && !found.isOurs && !isOurBlock(lines, next, known)) {
      others.add(next);
      continue;
    }
    quote(found.begin, end);
    if (below === "marked") {
      ours = Math.min(ours, at);
      others.delete(next);
    }
    unmarked = below === "marked" ? null : unmarkedQuote(lines, next, known);
    at = end;
  }
  return { ours, others };
}

function whatFollows(lines: readonly string[], at: number, known: QuotableText): { at: number; below: Below } {
  const next = nextLine(lines, at);
  const line = lines[next] ?? "";
  return { at: next, below: MARKED.test(line) ? "marked" : known.isOurs(line) ? "known" : "other" };
}

/** The line below, blank ones left out. */
function nextLine(lines: readonly string[], at: number): number {
  let next = at + 1;
  while (next < lines.length && next <= at + MAX_BLANK_LINES && isBlank(lines[next] ?? "")) next += 1;
  return next;
}

/** Without an introduction of ours a marked line may be the author's own: "> 60 W is what the label says". */
function markMarked(
  lines: readonly string[],
  known: QuotableText,
  introductions: Introductions,
  quoteMarked: Quote,
): void {
  for (let at = 0; at < lines.length; at += 1) {
    if (!MARKED.test(lines[at] ?? "")) continue;
    let end = endOfMarked(lines, at);
    const isOthers = introductions.others.has(at);
    const isIntroduced = at > introductions.ours && !isOthers;
    if (isIntroduced || isOurBlock(lines, at, known) || (!isOthers && known.isSurelyOurs(lines[at] ?? ""))) {
      // A program that rewraps lines leaves the rest of one without its mark.
      while (known.goesOn(lines[end] ?? "", lines[end + 1] ?? "")) end += 1;
      quoteMarked(at, end);
    }
    at = end;
  }
}

/** Whether the author wrote above the first quote and nowhere else. A greeting, an announcement or a signature may stand above answers. */
function isAnsweredAbove(
  lines: readonly string[],
  isQuoted: readonly boolean[],
  marked: readonly (readonly [from: number, to: number])[],
): boolean {
  const isOfQuote = [...isQuoted];
  for (const [from, to] of marked) isOfQuote.fill(true, from, to + 1);
  const first = isOfQuote.indexOf(true);
  if (first < 0 || lines.some((line, at) => at > first && !isOfQuote[at] && !isBlank(line))) return false;
  const above = lines.slice(0, first).filter((line) => !isOriginalMessageLine(line));
  const last = above.slice(0, signatureIn(above)?.begin).findLast((line) => !isBlank(line) && !isSentFrom(line));
  return last !== undefined && !GOES_ON.test(last);
}

function endOfMarked(lines: readonly string[], at: number): number {
  let end = at;
  while (MARKED.test(lines[end + 1] ?? "")) end += 1;
  return end;
}

/** Whether most of these marked lines are known, introductions aside. A few known words among others may be a common greeting. */
function isOurBlock(lines: readonly string[], at: number, known: QuotableText): boolean {
  const block = lines.slice(at, endOfMarked(lines, at) + 1);
  const weighed = new Set(block.keys());
  for (const { begin, quote } of introductionsWithin(block, known))
    for (let line = begin; line < quote; line += 1) weighed.delete(line);
  let total = 0;
  let ours = 0;
  for (const [position, line] of block.entries()) {
    if (!weighed.has(position)) continue;
    const { length } = line.replaceAll(/[^\p{L}\p{N}]/gu, "");
    total += length;
    if (known.includes(line)) ours += length;
  }
  return ours * 2 > total;
}

/** The line above a quote that says that the original message begins. */
function markOriginalLines(lines: readonly string[], isQuoted: boolean[]): void {
  for (const [at, line] of lines.entries()) {
    if (isQuoted[at] || !isOriginalMessageLine(line)) continue;
    const next = nextLine(lines, at);
    if (isQuoted[next] && !isBlank(lines[next] ?? "")) isQuoted.fill(true, at, next);
  }
}

function markSignatures(lines: readonly string[], isQuoted: boolean[]): void {
  for (let at = 0; at < lines.length; at += 1) {
    if (isQuoted[at]) continue;
    let end = at;
    while (end + 1 < lines.length && !isQuoted[end + 1]) end += 1;
    const segment = lines.slice(at, end + 1);
    const signature = signatureIn(segment);
    if (signature) isQuoted.fill(true, at + signature.begin, at + signature.end + 1);
    const last = segment.slice(0, signature?.begin).findLastIndex((line) => !isBlank(line));
    if (last >= 0 && isSentFrom(segment[last] ?? "")) isQuoted[at + last] = true;
    at = end;
  }
}

/** A blank line between two quoted lines belongs to the quote. */
function markBlanks(lines: readonly string[], isQuoted: boolean[]): void {
  let before = -1;
  lines.forEach((line, at) => {
    if (isBlank(line)) return;
    if (before >= 0 && isQuoted[before] && isQuoted[at]) isQuoted.fill(true, before, at);
    before = at;
  });
}
