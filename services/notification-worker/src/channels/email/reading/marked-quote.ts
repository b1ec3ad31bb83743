import { isBlank } from "@chorus/contracts/text";
import { depthOf, introductionsWithin, MARKS } from "./marked-introductions.ts";
import type { QuotableText } from "./quotable-text.ts";
import { unmarkedQuote } from "./unmarked-quote.ts";

/**
 * Reads a marked quote of ours, within which its reader may have answered: a program marks what is typed there, too.
 * @param marked its lines
 * @param isAnsweredAbove whether its reader wrote above it and nowhere else, so that it hardly holds answers
 * @returns for each line null where it is quoted, else what was written there
 */
export function readMarkedQuote(
  marked: readonly string[],
  known: QuotableText,
  isAnsweredAbove: boolean,
): (string | null)[] {
  const lines = marked.map((line) => line.replace(MARKS, ""));
  const depths = marked.map(depthOf);
  let older = Number.POSITIVE_INFINITY;
  for (const { begin, quote, isOurs } of introductionsWithin(marked, known)) {
    const introducesOlder = !isOurs && (depths[quote] ?? 0) > (depths[begin] ?? 0);
    if (introducesOlder) older = Math.min(older, begin);
    if (isOurs || introducesOlder) lines.fill("", begin, quote);
  }
  const quote = unmarkedQuote(lines, 0, known, known.isSurelySaidBefore);
  // Only what is surely ours tells where the quote of it ends; else the marks stay for whoever reads it.
  const isSure = lines.some((line) => known.isSurelyOurs(line));
  let depth = Number.POSITIVE_INFINITY;
  return lines.map((line, at) => {
    if (isBlank(line)) return isBlank((marked[at] ?? "").replace(MARKS, "")) ? "" : null;
    const marks = depths[at] ?? 0;
    if (!quote.isQuoted(at)) {
      // Words of ours that were changed or deleted since then look like an answer.
      if (known.isIncomplete && isAnsweredAbove && marks === depth) return null;
      // What we quoted, or an answer of somebody who marks answers.
      if (marks > depth) return at > older ? null : (marked[at] ?? "");
      return isSure ? line : (marked[at] ?? "");
    }
    depth = marks;
    return null;
  });
}
