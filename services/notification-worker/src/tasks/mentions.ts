interface Named {
  id: string;
  name: string;
}

/**
 * The people that `@Name` in a note means: by the whole name, or a first name that only one of them has. Case does not matter; the
 * name must not be followed by another letter, so that `@Ann` is not Anna.
 */
export function findMentions<Person extends Named>(body: string, people: readonly Person[]): Person[] {
  if (!body.includes("@")) return [];
  const text = body.toLocaleLowerCase();
  const firstNames = new Map<string, number>();
  for (const { name } of people) firstNames.set(firstOf(name), (firstNames.get(firstOf(name)) ?? 0) + 1);
  return people.filter(({ name }) => {
    const isUnique = firstNames.get(firstOf(name)) === 1;
    return [name.toLocaleLowerCase(), ...(isUnique ? [firstOf(name)] : [])].some((word) => names(text, `@${word}`));
  });
}

function firstOf(name: string): string {
  return name.toLocaleLowerCase().split(/\s+/)[0] ?? "";
}

function names(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const next = text.slice(at + word.length, at + word.length + 1);
    if (!/[\p{L}\p{N}]/u.test(next)) return true;
  }
  return false;
}
