/** Scripts that put no blanks between words: there two letters are as good as a word. */
const DENSE = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]`;
const WORDS = new RegExp(String.raw`(${DENSE}{1,1000})|\p{sc=Hangul}{1,30}|(?:(?!${DENSE})[\p{L}\p{M}]){1,30}`, "gu");
const LONG_LETTERS = 4;
const LONG_SYLLABLES = 2;
const HANGUL = /^\p{sc=Hangul}/u;

export function wordsOf(text: string): Set<string> {
  return words(text, () => true);
}

/** Those that tell texts apart. */
export function longWordsOf(text: string): Set<string> {
  return words(text, (word) => word.length >= (HANGUL.test(word) ? LONG_SYLLABLES : LONG_LETTERS));
}

function words(text: string, isWanted: (word: string) => boolean): Set<string> {
  const found = new Set<string>();
  for (const [word, dense] of text.toLowerCase().matchAll(WORDS)) {
    if (dense === undefined) {
      if (isWanted(word)) found.add(word);
      continue;
    }
    const letters = Array.from(dense);
    for (let at = 0; at + 1 < letters.length; at += 1) found.add(`${letters[at]}${letters[at + 1]}`);
  }
  return found;
}
