/** What we know of the mail that is answered: we wrote it. */
export interface KnownText {
  /** Is a line ours, or an earlier message of this conversation? Programs wrap and indent lines: only letters and digits count. */
  includes(line: string): boolean;
  /** Does a line name us: the address that our mails come from or go back to, the team's or an agent's name? */
  namesUs(line: string): boolean;
  /** Does a line show an address of ours? A name alone stands in the sentences of customers, too. */
  hasOurAddress(line: string): boolean;
}

/** A shorter line may stand in any text; it is ours only when we wrote just that line. */
const MIN_LETTERS_WITHIN = 12;
const MIN_NAME_CHARACTERS = 2;
const ADDRESS = /[\p{L}\p{N}._%+=-]{1,100}@[\p{L}\p{N}.-]{1,100}/gu;

/**
 * @param texts what stood in our mails and in the conversation
 * @param names of our senders, and their addresses; each conversation has one of its own, with a `+` and more before the `@`
 */
export function knownText(texts: readonly string[], names: readonly string[]): KnownText {
  const all = texts.map(lettersOf).join("\n");
  const lines = new Set(texts.flatMap((text) => text.split("\n").map(lettersOf)));
  const ours = names.map(foldCase).filter((name) => name.length >= MIN_NAME_CHARACTERS);
  const addresses = new Set(ours.filter((name) => name.includes("@")));
  const hasOurAddress = (line: string) =>
    (foldCase(line).match(ADDRESS) ?? []).some((found) => addresses.has(found.replace(/\+[^@]*@/, "@")));
  return {
    hasOurAddress,
    includes(line) {
      const letters = lettersOf(line);
      if (letters === "") return false;
      return letters.length < MIN_LETTERS_WITHIN ? lines.has(letters) : all.includes(letters);
    },
    namesUs(line) {
      const folded = foldCase(line);
      return ours.some((name) => isWord(folded, name)) || hasOurAddress(line);
    },
  };
}

function lettersOf(text: string): string {
  return foldCase(text).replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function foldCase(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}

/** As a whole word: "Al" is no sender of "Also". */
function isWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isBegin = !/[\p{L}\p{N}]$/u.test(text.slice(0, at));
    if (isBegin && !/^[\p{L}\p{N}]/u.test(text.slice(at + name.length))) return true;
  }
  return false;
}
