import { isBlank } from "@chorus/contracts/text";
import { attributionEndingAt } from "./attribution.ts";
import { headerBlockAt } from "./header-block.ts";
import type { QuotableText } from "./quotable-text.ts";

/** At the beginning of a marked line. */
export const MARKS = /^[ \t]{0,3}>(?:[ \t]?>)*[ \t]?/;

/** An introduction that is marked like the quote it introduces. */
export interface MarkedIntroduction {
  begin: number;
  /** The first line of its quote. */
  quote: number;
  /** The last line of its quote when that is ours, else of the introduction. */
  end: number;
  isOurs: boolean;
}

/**
 * The introductions within a block of marked lines: Apple Mail marks its own together with the quote, and others mark the
 * header lines.
 * @param marked the lines of one block
 */
export function introductionsWithin(marked: readonly string[], known: QuotableText): MarkedIntroduction[] {
  const depths = marked.map(depthOf);
  const lines = marked.map((line) => line.replace(MARKS, ""));
  const found: MarkedIntroduction[] = [];
  let done = 0;
  for (let at = 0; at < lines.length; at += 1) {
    if (isBlank(lines[at] ?? "")) continue;
    const introduction = introductionAt(lines, at, known);
    if (introduction === null) continue;
    const begin = Math.max(done, introduction.begin);
    const quote = introduction.end + 1;
    // What others wrote may quote us in turn.
    const end = introduction.isOurs ? endOfQuote(lines, depths, quote) : introduction.end;
    found.push({ begin, quote, end, isOurs: introduction.isOurs });
    done = end + 1;
    at = done - 1;
  }
  return found;
}

/** How many marks a line begins with. */
export function depthOf(line: string): number {
  return (MARKS.exec(line)?.[0] ?? "").split(">").length - 1;
}

function introductionAt(lines: readonly string[], at: number, known: QuotableText) {
  const block = headerBlockAt(lines, at, known);
  if (block) return { ...block, isOurs: true };
  const attribution = attributionEndingAt(lines, at, "within", known);
  return attribution && { ...attribution, end: at };
}

/** It ends above the first line with fewer marks. */
function endOfQuote(lines: readonly string[], depths: readonly number[], from: number): number {
  let depth = 0;
  let at = from;
  for (; at < lines.length; at += 1) {
    if (isBlank(lines[at] ?? "")) continue;
    if ((depths[at] ?? 0) < depth) break;
    depth ||= depths[at] ?? 0;
  }
  return at - 1;
}
