/** Text that a reply may quote: our mails and the conversation. */
export interface QuotableText {
  /** Whether a line is ours, or an earlier message of this conversation. Only letters and digits count, because programs wrap and indent lines. */
  includes(line: string): boolean;
  /** Whether a line names us: by the sender or reply address of our mails, the team's or an agent's name. */
  namesUs(line: string): boolean;
  /** Whether a line contains an address of ours. A name alone also occurs in customers' sentences. */
  hasOurAddress(line: string): boolean;
}

/** A shorter line may occur in any text, so it counts only when it is a whole line of ours. */
const MIN_LETTERS_WITHIN = 12;
const MIN_NAME_CHARACTERS = 2;
const ADDRESS = /[\p{L}\p{N}._%+=-]{1,100}@[\p{L}\p{N}.-]{1,100}/gu;

/**
 * @param texts of our mails and the conversation
 * @param names and addresses of our senders; each conversation has an address of its own, with a `+` and more before the `@`
 */
export function quotableText(texts: readonly string[], names: readonly string[]): QuotableText {
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

/** As a whole word: "Al" does not match "Also". */
function isWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isBegin = !/[\p{L}\p{N}]$/u.test(text.slice(0, at));
    if (isBegin && !/^[\p{L}\p{N}]/u.test(text.slice(at + name.length))) return true;
  }
  return false;
}
