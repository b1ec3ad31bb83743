/** Elements without an end. */
export const EMPTY = tags("br img hr meta link input col area base wbr source embed param track frame");
/** Their text is for programs. */
export const NEVER_SHOWN = tags("style script title template");
/** Begin and end a line. */
export const BLOCKS = tags(
  "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup p pre section summary table tbody tfoot thead tr ul",
);
/** End like a word, not like a line. */
export const CELLS = tags("td th option");
/** Nothing that ends within them began outside. */
export const SCOPES = tags("td th caption");
export const TABLE_PARTS = tags("table tbody tfoot thead tr td th caption");

const ENDS_A_PARAGRAPH =
  "address article aside blockquote center details dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main menu nav ol p pre section table ul";

/** Whose beginning ends which of the innermost elements, as their own end may be left out. */
const ENDED_BY: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...ENDS_A_PARAGRAPH.split(" ").map((tag) => [tag, tags("p")] as const),
  ["a", tags("a")],
  ["body", tags("head")],
  ["li", tags("li p")],
  ["dd", tags("dd dt p")],
  ["dt", tags("dd dt p")],
  ["option", tags("option")],
  ["optgroup", tags("option optgroup")],
  ["td", tags("td th p")],
  ["th", tags("td th p")],
  ["tr", tags("tr td th p")],
  ["tbody", tags("thead tbody tr td th p")],
  ["tfoot", tags("thead tbody tr td th p")],
]);

/** Whether the beginning of one element ends the other, which is the innermost. */
export function endsBefore(beginning: string, innermost: string): boolean {
  return ENDED_BY.get(beginning)?.has(innermost) ?? false;
}

function tags(names: string): ReadonlySet<string> {
  return new Set(names.split(" "));
}
