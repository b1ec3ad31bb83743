import { cutText } from "@chorus/contracts/cut-text";

/** At most so many characters, ended between two words where there are any. */
export function shorten(text: string, characters: number): string {
  const cut = cutText(text, characters);
  if (cut.length === text.length) return text;
  const isBetweenWords = /^\s/u.test(text.slice(cut.length));
  return `${(isBetweenWords ? cut : cut.replace(/\s\S*$/u, "")).trimEnd()}…`;
}
