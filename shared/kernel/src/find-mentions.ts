import { foldMarks, toCompatibleForm, withoutInvisible } from "./fold-text.ts";

interface Named {
  id: string;
  name: string;
}

/** Scripts that put no spaces between words: a mention or a name may stand between any letters of them. */
const UNSPACED_SCRIPTS = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}`;
const UNSPACED = new RegExp(`[${UNSPACED_SCRIPTS}]$`, "u");
const UNSPACED_NEXT = new RegExp(`^[${UNSPACED_SCRIPTS}]`, "u");
/**
 * Not within an address: "sales@ana.example" names nobody. A local part has a letter or digit and does not end with a dot, so
 * "Done.@Ana", "-@Ana" and "__@Ana__" name her.
 */
const AT = new RegExp(String.raw`(?<!(?![${UNSPACED_SCRIPTS}\p{sc=Hang}])[\p{L}\p{M}\p{N}](?:[._%+-]*[_%+-])?)@`, "gu");
/** Korean writes titles and particles right behind a name: 님, 씨, 팀장님, 님께서, 가. */
const KOREAN_ENDING =
  /^(?:선생님?|사장님?|부장님?|과장님?|차장님?|팀장님?|실장님?|대리님?|이사님?|대표님?|매니저님?|님|씨|군|양)?(?:께서|께|에게|한테|이랑|랑|은|는|이|가|을|를|의|와|과|도|야|아)?(?![\p{L}\p{N}])/u;
const HANGUL = /\p{sc=Hang}$/u;
const HANGUL_NEXT = /^\p{sc=Hang}/u;
/** Hyphens and dashes that programs put for the one on the keyboard. */
const HYPHENS = /[\u2010-\u2015\u2212]/g;
/** No name has more words that somebody would leave some of out. */
const MAX_WORDS = 8;

/**
 * The people that `@Name` in a note means: by the whole name, or by words of it that only one of them has. The longest that fits
 * counts. Case, accents, widths, hyphens and invisible characters do not matter; the name must not be followed by another letter, so
 * that `@Ann` is not Anna.
 */
export function findMentions<Person extends Named>(body: string, people: readonly Person[]): Person[] {
  const text = fold(body);
  if (!text.includes("@")) return [];
  const known = wordsFor(people);
  const found = new Set<Person>();
  // A dash before the sign is none of a local part: only names know all hyphens as one.
  const names = text.replaceAll(HYPHENS, "-");
  for (const { index } of text.matchAll(AT)) {
    let longest = 0;
    let meant: readonly Person[] = [];
    for (const [word, persons] of known) {
      if (word.length <= longest || !isAt(names, index + 1, word)) continue;
      longest = word.length;
      meant = persons;
    }
    for (const person of meant) found.add(person);
  }
  return people.filter((person) => found.has(person));
}

/** Whole names with all who have them, and parts of names that only one person has. */
function wordsFor<Person extends Named>(people: readonly Person[]): Map<string, Person[]> {
  const whole = new Map<string, Person[]>();
  const parts = new Map<string, Set<Person>>();
  for (const person of people) {
    const name = fold(person.name).trim().replaceAll(HYPHENS, "-");
    if (name === "") continue;
    whole.set(name, [...(whole.get(name) ?? []), person]);
    for (const part of partsOf(name)) parts.set(part, (parts.get(part) ?? new Set()).add(person));
  }
  for (const [part, persons] of parts) if (persons.size === 1 && !whole.has(part)) whole.set(part, [...persons]);
  return whole;
}

/** Each word and each run of words; a title or an initial alone ("Dr.", "J.") names nobody. */
function partsOf(name: string): string[] {
  const words = name.split(" ").slice(0, MAX_WORDS);
  return words.flatMap((_, from) =>
    words.slice(from).flatMap((last, length) => {
      const isAbbreviation = length === 0 && last.endsWith(".");
      return isAbbreviation ? [] : [words.slice(from, from + length + 1).join(" ")];
    }),
  );
}

function isAt(text: string, at: number, word: string): boolean {
  if (!text.startsWith(word, at)) return false;
  const rest = text.slice(at + word.length, at + word.length + 20);
  if (UNSPACED.test(word) || UNSPACED_NEXT.test(rest) || !/^[\p{L}\p{N}]/u.test(rest)) return true;
  return HANGUL.test(word) ? KOREAN_ENDING.test(rest) : HANGUL_NEXT.test(rest);
}

function fold(text: string): string {
  return foldMarks(withoutInvisible(toCompatibleForm(text)).toLowerCase()).replaceAll(/\s+/g, " ");
}
