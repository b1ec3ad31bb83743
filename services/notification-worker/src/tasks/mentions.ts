import { toCompatibleForm, foldMarks } from "@chorus/kernel/fold-text";

interface Named {
  id: string;
  name: string;
}

/** Scripts that put no spaces between words: a mention or a name may stand between any letters of them. */
const UNSPACED_SCRIPTS = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}`;
const UNSPACED = new RegExp(`[${UNSPACED_SCRIPTS}]$`, "u");
/** Not within an address: "sales@ana.example" names nobody. */
const AT = new RegExp(String.raw`(?<!(?![${UNSPACED_SCRIPTS}])[\p{L}\p{N}._%+-])@`, "gu");

/**
 * The people that `@Name` in a note means: by the whole name, or a first or last name that only one of them has. The longest that
 * fits counts. Case, accents and widths do not matter; the name must not be followed by another letter, so that `@Ann` is not Anna.
 */
export function findMentions<Person extends Named>(body: string, people: readonly Person[]): Person[] {
  const text = fold(body);
  if (!text.includes("@")) return [];
  const known = wordsFor(people);
  const found = new Set<Person>();
  for (const { index } of text.matchAll(AT)) {
    let longest = 0;
    let meant: readonly Person[] = [];
    for (const [word, persons] of known) {
      if (word.length <= longest || !isAt(text, index + 1, word)) continue;
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
    const name = fold(person.name).trim();
    if (name === "") continue;
    whole.set(name, [...(whole.get(name) ?? []), person]);
    const words = name.split(/\s+/);
    for (const part of [words[0] ?? "", words.at(-1) ?? ""]) {
      parts.set(part, (parts.get(part) ?? new Set()).add(person));
    }
  }
  for (const [part, persons] of parts) if (persons.size === 1 && !whole.has(part)) whole.set(part, [...persons]);
  return whole;
}

function isAt(text: string, at: number, word: string): boolean {
  if (!text.startsWith(word, at)) return false;
  return UNSPACED.test(word) || !/^[\p{L}\p{N}]/u.test(text.slice(at + word.length));
}

function fold(text: string): string {
  return foldMarks(toCompatibleForm(text).toLowerCase());
}
