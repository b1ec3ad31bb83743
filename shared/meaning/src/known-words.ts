import { readVocabulary } from "./encoder/model-files.ts";
import { contentWordsOf } from "./text/words.ts";

const LATIN = /^[a-z]{3,40}$/;
/** The marker of a token that begins a word. */
const BEGINS = "▁";
/** Characters per token: "refund" is two tokens, and "zzqqxx" one per letter. */
const LEAST_LETTERS = 1.8;

/**
 * Whether the built-in model's vocabulary contains a word of a text. For words that it does not know ("zzqqxx", numbers, Japanese) its
 * vectors are similar, whatever the meaning.
 */
export function readKnownWords(): (text: string) => boolean {
  const known = new Set(readVocabulary().map(([piece]) => piece.toLowerCase()));
  const isKnown = (word: string) => word.length / fewestPieces(BEGINS + word, known) >= LEAST_LETTERS;
  return (text) => contentWordsOf(text).some((word) => LATIN.test(word) && isKnown(word));
}

function fewestPieces(word: string, known: ReadonlySet<string>): number {
  const fewest = [0];
  for (let end = 1; end <= word.length; end += 1) {
    fewest[end] = Infinity;
    for (let start = 0; start < end; start += 1)
      if (known.has(word.slice(start, end))) fewest[end] = Math.min(fewest[end] ?? Infinity, (fewest[start] ?? 0) + 1);
  }
  return fewest[word.length] ?? Infinity;
}
