/** Invisible characters, the Arabic lengthening stroke, and short vowels, which are rarely written. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\u0640|\p{Mn}(?<=\p{sc=Hebr}|\p{sc=Arab}|[\u064B-\u065F]|\u0670)/gu;
/** Letters that Unicode does not decompose. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ة: "ه",
  ى: "ي",
  ٱ: "ا",
  ک: "ك",
  ی: "ي",
};
const WITH_MARKS = /[\p{sc=Latin}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}]\p{M}*/gu;

/** Most words are, and have no other form. */
const ASCII = /^\p{ASCII}*$/u;

/** Two ligatures whose compatible form is a phrase of eight and eighteen characters. */
const LONG_FORMS = /([\uFDFA\uFDFB])/u;

/**
 * The compatible form of a text (NFKC), at most six times as long as the text: characters that stand for whole phrases stay as they
 * are, because a text of them alone would grow to eighteen times what was checked when it came in.
 */
export function toCompatibleForm(text: string): string {
  if (ASCII.test(text)) return text;
  return text
    .split(LONG_FORMS)
    .map((part, at) => (at % 2 === 0 ? part.normalize("NFKC") : part))
    .join("");
}

export function withoutInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, "");
}

/** Digits of every script become 0 to 9. */
export function foldDigits(text: string): string {
  return text.replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
    return String(value);
  });
}

/**
 * Letters without accents, and one form of Arabic letters that are written in several.
 * @param text lower case
 * @param kept letters that are not changed
 */
export function foldMarks(text: string, kept?: RegExp): string {
  if (ASCII.test(text)) return text;
  return text.replaceAll(WITH_MARKS, (written) => {
    if (kept?.test(written)) return written;
    const letter = written.normalize("NFD").replaceAll(/\p{M}/gu, "");
    return LETTERS[letter] ?? letter;
  });
}
