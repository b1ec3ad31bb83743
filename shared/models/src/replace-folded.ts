export interface Found {
  /** As the text has it. */
  written: string;
  /** As the pattern saw it. */
  folded: string;
  /** Of the folded text. */
  before: string;
  after: string;
}

const CHARACTER = /[^]\p{M}*/gu;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const NEARBY = 60;

/**
 * Searches a text in another form and changes it as it is written: full-width digits, letters with marks and invisible characters
 * hide nothing.
 * @param fold the form of a character with its marks
 */
export function replaceFolded(
  text: string,
  pattern: RegExp,
  fold: (character: string) => string,
  replace: (found: Found) => string,
): string {
  let folded = "";
  const starts: number[] = [];
  const ends: number[] = [];
  const forms = new Map<string, string>();
  for (const { 0: character, index } of text.matchAll(CHARACTER)) {
    const form = forms.get(character) ?? fold(character.replaceAll(INVISIBLE, ""));
    forms.set(character, form);
    folded += form;
    for (let unit = 0; unit < form.length; unit += 1) {
      starts.push(index);
      ends.push(index + character.length);
    }
  }
  let changed = "";
  let from = 0;
  for (const match of folded.matchAll(pattern)) {
    const end = match.index + match[0].length;
    // Two finds may share a character that the form has split.
    const first = Math.max(from, starts[match.index] ?? 0);
    const last = ends[end - 1] ?? first;
    if (last <= first) continue;
    const written = text.slice(first, last);
    const before = folded.slice(Math.max(0, match.index - NEARBY), match.index);
    changed += text.slice(from, first);
    changed += replace({ written, folded: match[0], before, after: folded.slice(end, end + NEARBY) });
    from = last;
  }
  return changed + text.slice(from);
}
