/** HTML's own elements: of what stands between `<` and `>` nothing else is markup. */
const ELEMENTS = new Set(
  `a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas
caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font
footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark
marquee math menu meta meter nav nobr noframes noscript object ol optgroup option output p param picture plaintext pre progress q rp
rt ruby s samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template
textarea tfoot th thead time title tr track tt u ul var video wbr xmp`.split(/\s+/),
);
const TAG =
  /(?<before>[\p{L}\p{N}]?)<(?<end>\/?)(?<name>[a-z][a-z0-9]{0,14})(?<attributes>(?:[\s/][^<>]{0,2000})?)>/giu;
const COMMENT = /<!(?:--)?[a-z\s-][^<>]{0,2000}>/giu;
/** `href="…"`, or only a slash. */
const HAS_ATTRIBUTE = /[^\s=]\s{0,5}=|^[\s/]*$/u;

/** The words of a text without HTML, for searching and comparing: `<5 kg`, `Map<string>`, `<3` and `<dana@books.example>` are none. */
export function withoutTags(text: string): string {
  if (!text.includes("<")) return text;
  const closed = new Set([...text.matchAll(/<\/([a-z][a-z0-9]{0,14})\s{0,5}>/giu)].map(([, name = ""]) => name));
  return text.replaceAll(COMMENT, " ").replaceAll(TAG, (match: string, ...found: unknown[]) => {
    const groups = found.at(-1) as Record<"before" | "end" | "name" | "attributes", string>;
    const { before, end, name, attributes } = groups;
    if (!ELEMENTS.has(name.toLowerCase()) || (end === "" && !HAS_ATTRIBUTE.test(attributes))) return match;
    // `Vec<i>` is a type, and `word<i>other</i>` is not.
    const isGeneric = before !== "" && end === "" && attributes === "" && name.length === 1 && !closed.has(name);
    return isGeneric ? match : `${before} `;
  });
}

/** Whether a text has HTML that its source does not have as well. */
export function bringsTags(text: string, source: string): boolean {
  const known = withoutTags(text) !== text ? [...text.matchAll(/<[^<>]{0,2000}>/gu)].map(([tag]) => tag) : [];
  return known.some((tag) => withoutTags(tag) !== tag && !source.includes(tag));
}
