import { isBlank } from "@chorus/contracts/text";
import type { QuotableText } from "./quotable-text.ts";

/** A rule or the mark of a signature goes with what is above it. */
const SIGNS_ONLY = /^[\s_=*~.·•|+–—-]+$/;
/** Of a copy above its first message: whose it is, in which time zone, which day. */
const MAX_LINES_OF_HEAD = 10;
/** What stands above the messages of a day in a copy: its number in the month, its name, its year. */
const DAY = /^\P{N}{0,30}\p{Nd}{1,4}\P{N}{1,30}\p{Nd}{1,4}\P{N}{0,10}$/u;

/** Tells line by line which belong to a quote that nothing marks. */
export interface UnmarkedQuote {
  isQuoted(at: number): boolean;
}

/**
 * A quote that nothing marks goes on as long as the lines are ours. Others below the first of them were written by the author, also
 * between ours; above it they are what a program or our mail puts there. When none is ours all of it is the quote.
 * @param from its first line, below what introduces it
 * @param isSaidAgain whether a line is one of the author's that nobody writes twice
 */
export function unmarkedQuote(
  lines: readonly string[],
  from: number,
  known: QuotableText,
  isSaidAgain: (line: string) => boolean = () => false,
): UnmarkedQuote {
  const first = firstOfOurs(lines, from, known);
  let isWithin = true;
  let isCopied = false;
  let isRepeated = false;
  let above = "";
  let aboveOfOurs = "";
  return {
    isQuoted(at) {
      const line = lines[at] ?? "";
      if (first < 0 || at < first) return true;
      if (isBlank(line)) {
        isCopied = false;
        return false;
      }
      if (known.isStamp(line)) isCopied = true;
      const isAboveOwn = known.isAboveOwn(line);
      isRepeated = isAboveOwn || (isRepeated && (known.includes(line) || known.goesOn(above, line)));
      isWithin =
        at === first ||
        // The message below a stamp, whoever wrote it.
        isCopied ||
        // What the author asked, which our mail says again.
        isRepeated ||
        known.isSurelyOurs(line) ||
        isSaidAgain(line) ||
        known.isNext(aboveOfOurs, line) ||
        (isWithin && (known.isOurs(line) || known.goesOn(above, line) || SIGNS_ONLY.test(line))) ||
        (known.isNameOfUs(line) && known.isOurs(nextOf(lines, at))) ||
        (DAY.test(line) && known.isStamp(nextOf(lines, at)));
      above = line;
      if (isWithin) aboveOfOurs = line;
      return isWithin;
    },
  };
}

function nextOf(lines: readonly string[], at: number): string {
  return lines.slice(at + 1, at + 3).find((line) => !isBlank(line)) ?? "";
}

function firstOfOurs(lines: readonly string[], from: number, known: QuotableText): number {
  const find = (isIt: (line: string) => boolean) => lines.findIndex((line, at) => at >= from && isIt(line));
  const sure = find((line) => known.isSurelyOurs(line));
  if (sure < 0) return find((line) => known.includes(line));
  const stamp = lines.slice(sure, sure + MAX_LINES_OF_HEAD).findIndex((line) => known.isStamp(line));
  return stamp < 0 ? sure : sure + stamp;
}
