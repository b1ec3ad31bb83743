/** What holds no text of its own, and what a mail program quotes with: that was said before. */
const NOT_SAID = new Set(["style", "script", "head", "title", "blockquote"]);
const BLOCKS = new Set(["br", "/p", "/div", "/li", "/tr", "/h1", "/h2", "/h3", "/h4"]);
/** What Gmail, Outlook and Yahoo begin a quote with. */
const QUOTE_BEGINS = /\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|appendonsend)\b/;
/** Each step of it looks at a character twice at most: a hostile mail costs no more than another. */
const PARTS = /<[^<>]*>|[^<]+|</g;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** What an HTML mail says, for the few that carry no text beside it. What comes out is plain text and shown as such. */
export function textOfHtml(html: string): string {
  const said: string[] = [];
  let skipped: string | null = null;
  let depth = 0;
  for (const [part] of withoutComments(html).matchAll(PARTS)) {
    const tag = part.startsWith("<") && part.endsWith(">") ? tagOf(part) : null;
    if (skipped !== null) {
      if (tag === skipped) depth += 1;
      if (tag === `/${skipped}`) depth -= 1;
      if (depth === 0) skipped = null;
      continue;
    }
    if (tag === null) said.push(part.replaceAll(/\s/g, " "));
    else if (QUOTE_BEGINS.test(part)) break;
    else if (NOT_SAID.has(tag)) [skipped, depth] = [tag, 1];
    else if (BLOCKS.has(tag)) said.push("\n");
  }
  const lines = said.join("").split("\n");
  return lines.map((line) => withoutEntities(line.replaceAll(/ {2,}/g, " ").trim())).join("\n");
}

function tagOf(part: string): string {
  return /^<(\/?[\w:-]*)/.exec(part)?.[1]?.toLowerCase() ?? "";
}

function withoutComments(html: string): string {
  return html
    .split("<!--")
    .map((part, at) => (at === 0 ? part : part.slice(part.includes("-->") ? part.indexOf("-->") + 3 : part.length)))
    .join("");
}

function withoutEntities(line: string): string {
  return line.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{1,10}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : "";
    },
  );
}
