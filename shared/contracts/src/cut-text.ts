const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * The beginning of a text, at most `maxUnits` UTF-16 units of it, cut between graphemes: no half of a
 * surrogate pair, of a flag or of a joined emoji is left. A single grapheme longer than the limit is cut between code points.
 */
export function cutText(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text;
  // One character beyond the cut says whether it is a border.
  const beyond = text.slice(0, maxUnits + 64);
  const cut = graphemes.segment(beyond).containing(maxUnits)?.index ?? 0;
  if (cut > 0) return text.slice(0, cut);
  return text.slice(0, maxUnits).replace(/[\uD800-\uDBFF]$/, "");
}
