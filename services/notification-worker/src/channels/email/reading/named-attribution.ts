import { isBlank } from "@chorus/contracts/text";
import { headerBlockAt } from "./header-block.ts";
import type { QuotableText } from "./quotable-text.ts";

const ADDRESS = /\(?<\s*(?:mailto:)?[^\s<>@]{1,200}@[^\s<>@]{1,200}>\)?/;
/** Another word of a name: "Meier Anna" is not our Anna. */
const NAME_GOES_ON = /(?<![\p{L}\p{N}])(?![ap]\.?m\.?$|uhr$)\p{Lu}[\p{L}\p{M}'’-]{0,50}$/iu;
const CAPITAL = /\p{Lu}/u;
/** What a program writes before a name: the time, a comma. */
const PROGRAM_ENDS = /(?:[\p{N},]|(?<!\p{L})(?:[ap]\.?m\.?|uhr))$/iu;
const LETTER = /\p{L}/u;
const MARKED = /^[ \t]{0,3}>/;
/** A greeting, or words that announce what stands below. */
export const GOES_ON = /[,:،：，]\s*$/u;
/** More is not looked through; then it stays. */
const MAX_LINES = 200;

/**
 * Whether an introduction names us as its author, right before an address in angle brackets: "The agent <n@shop.test> wrote".
 * "I wrote to The agent <n@shop.test>" does not.
 */
export function isByOurName(whole: string, wrote: RegExp, known: QuotableText): boolean {
  const address = ADDRESS.exec(whole);
  if (!address) return false;
  const before = known.beforeOurName(whole.slice(0, address.index));
  if (before === null) return false;
  const after = whole.slice(address.index + address[0].length);
  const last = before.slice(before.lastIndexOf(" ") + 1);
  if (wrote.test(after)) return !(CAPITAL.test(last) && NAME_GOES_ON.test(last));
  return !LETTER.test(after) && (PROGRAM_ENDS.test(before) || wrote.test(last));
}

/**
 * Whether what stands below an introduction can be nothing but its quote, when no address shows whose it is: either lines of ours tell
 * where it ends, or the author wrote above it and only one paragraph follows.
 * @param introduction its first and last line
 * @param isIntroduction whether a line ends another introduction; what is quoted there tells nothing about this one
 */
export function isQuoteBelow(
  lines: readonly string[],
  { begin, end }: { begin: number; end: number },
  known: QuotableText,
  isIntroduction: (at: number) => boolean,
): boolean {
  if (lines.length - end > MAX_LINES) return false;
  const below = lines.slice(end + 1);
  const isOther = (line: string, at: number) =>
    MARKED.test(line) || headerBlockAt(lines, at, known) !== null || isIntroduction(at);
  const other = below.findIndex((line, at) => isOther(line, end + 1 + at));
  if (below.slice(0, other < 0 ? undefined : other).some((line) => known.isSurelyOurs(line))) return true;
  const above = lines.slice(Math.max(0, begin - MAX_LINES), begin).findLast((line) => !isBlank(line));
  if (above === undefined || MARKED.test(above) || GOES_ON.test(above)) return false;
  const first = below.findIndex((line) => !isBlank(line));
  const last = below.findLastIndex((line) => !isBlank(line));
  return (
    first >= 0 &&
    below
      .slice(first, last + 1)
      .every((line) => !isBlank(line) && !MARKED.test(line) && !known.isSurelySaidBefore(line))
  );
}
