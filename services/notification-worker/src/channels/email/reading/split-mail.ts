import { isBlank } from "@chorus/contracts/text";
import { attributionEndingAt, type Below } from "./attribution.ts";
import { headerBlockAt } from "./header-block.ts";
import type { QuotableText } from "./quotable-text.ts";
import { introductionsWithin } from "./marked-introductions.ts";
import { isSentFrom, signatureIn } from "./signature.ts";
import { QUOTE_INTRODUCTION } from "./text-of-html.ts";

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

/**
 * Separates the reply from quoted text. A quote counts as ours by its marks and an introduction that names us, by the header
 * lines of our mail, or because we wrote the text; customers quote others, too. In doubt a line is kept: superfluous text is a nuisance, missing text a lost order.
 */
export function splitMail(text: string, known: QuotableText): SplitMail {
  const lines = text.split(/\r\n?|\n/);
  const isQuoted = lines.map(() => false);
  const quote = (from: number, to: number) => isQuoted.fill(true, from, to + 1);
  const introductions = markIntroductions(lines, known, quote, markWithin(lines, known, quote));
  markMarked(lines, known, introductions, isQuoted);
  const isOurs = isQuoted.includes(true);
  markSignatures(lines, isQuoted);
  // Nothing would remain, and nothing shows that we wrote it: then it is the reply.
  if (!isOurs && !lines.some((line, at) => !isQuoted[at] && !isBlank(line))) isQuoted.fill(false);
  markBlanks(lines, isQuoted);
  const joined = (wanted: boolean) =>
    lines
      .filter((_, at) => isQuoted[at] === wanted)
      .map((line) => (isBlank(line) ? "" : line.trimEnd().replaceAll(QUOTE_INTRODUCTION, "")))
      .join("\n")
      .replaceAll(BLANK_RUNS, "\n\n")
      .replace(/^\n+/, "")
      .trimEnd();
  return { reply: joined(false), quoted: joined(true) };
}

interface Introductions {
  /** The first line that introduces a marked quote of ours; answers may stand between its parts. */
  ours: number;
  /** The first marked lines that are attributed to others. */
  others: ReadonlySet<number>;
}

type Quote = (from: number, to: number) => void;

/** Introductions that are marked themselves. */
function markWithin(lines: readonly string[], known: QuotableText, quote: Quote): Introductions {
  let ours = Number.POSITIVE_INFINITY;
  const others = new Set<number>();
  for (let at = 0; at < lines.length; at += 1) {
    if (!MARKED.test(lines[at] ?? "")) continue;
    const block = lines.slice(at, endOfMarked(lines, at) + 1);
    const found = introductionsWithin(block, known);
    for (const { begin, end } of found.filter(({ isOurs }) => isOurs)) {
      quote(at + begin, at + end);
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
  for (let at = 0; at < lines.length; at += 1) {
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
      at = end;
      continue;
    }
    // The end of the quote is not marked: text behind the last known line was added below it.
    const lastKnown = lines.findLastIndex((line, position) => position >= next && known.includes(line));
    quote(end + 1, lastKnown < 0 ? lines.length - 1 : lastKnown);
    if (lastKnown < 0) break;
    at = lastKnown;
  }
  return { ours, others };
}

function whatFollows(lines: readonly string[], at: number, known: QuotableText): { at: number; below: Below } {
  let next = at + 1;
  while (next < lines.length && next <= at + MAX_BLANK_LINES && isBlank(lines[next] ?? "")) next += 1;
  const line = lines[next] ?? "";
  return { at: next, below: MARKED.test(line) ? "marked" : known.includes(line) ? "known" : "other" };
}

/** Without an introduction of ours a marked line may be the author's own: "> 60 W is what the label says". */
function markMarked(
  lines: readonly string[],
  known: QuotableText,
  introductions: Introductions,
  isQuoted: boolean[],
): void {
  for (let at = 0; at < lines.length; at += 1) {
    if (!MARKED.test(lines[at] ?? "")) continue;
    let end = endOfMarked(lines, at);
    const isIntroduced = at > introductions.ours && !introductions.others.has(at);
    if (isIntroduced || isOurBlock(lines, at, known)) {
      // A program that rewraps lines leaves the rest of one without its mark.
      while (known.includes(lines[end + 1] ?? "")) end += 1;
      isQuoted.fill(true, at, end + 1);
    }
    at = end;
  }
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

function markSignatures(lines: readonly string[], isQuoted: boolean[]): void {
  for (let at = 0; at < lines.length; at += 1) {
    if (isQuoted[at]) continue;
    let end = at;
    while (end + 1 < lines.length && !isQuoted[end + 1]) end += 1;
    const segment = lines.slice(at, end + 1);
    const signature = signatureIn(segment);
    if (signature >= 0) isQuoted.fill(true, at + signature, end + 1);
    const last = segment.slice(0, signature < 0 ? undefined : signature).findLastIndex((line) => !isBlank(line));
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
