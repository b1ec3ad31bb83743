/** A piece of a line. There is no kind for HTML: HTML in a message stays text. */
export type Inline =
  | { type: "text"; text: string }
  | { type: "code"; text: string }
  | { type: "strong" | "em" | "del"; children: Inline[] }
  | { type: "link"; href: string; children: Inline[] };

export type Block =
  | { type: "lines"; lines: Inline[][] }
  | { type: "list"; isOrdered: boolean; items: Inline[][] }
  | { type: "pre"; text: string };

const FENCE = /^```/;
const BULLET = /^\s{0,3}[-*•]\s+(?=\S)/;
const NUMBER = /^\s{0,3}(\d{1,3})\.\s+(?=\S)/;
const MAX_DEPTH = 4;

/**
 * What an address is made of: letters and signs of ASCII without `<>"`, and what other scripts have but white space, brackets, quotation
 * marks, the punctuation that ends their sentences and clauses, and what is invisible; ZWNJ and ZWJ belong to Persian and Indian words.
 */
const IN_ADDRESS =
  "(?:[!#-;=?-~]|(?![\\s\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Quotation_Mark}\\p{Sentence_Terminal}\\p{Terminal_Punctuation}\\p{Cf}\\p{Cc}〜～…])[^\\x00-\\x7F]|[\\u200C\\u200D])";
const ADDRESS = new RegExp(`^${IN_ADDRESS}+`, "u");
/** At the end of an address what is invisible is none of it. */
const INVISIBLE_END = "\u034F\u115F\u1160\u17B4\u17B5\u200C\u200D\u3164\uFFA0";

/** What emphasised words begin with. */
const OPENS = "[\\p{L}\\p{N}\\p{Ps}\\p{Pi}\\p{Sc}\\p{Extended_Pictographic}\"'`~*_@#&+¿¡-]";

// Each alternative excludes the characters that end it, so that matching is linear.
const INLINE = new RegExp(
  [
    "`([^`]+)`",
    "\\*\\*(?=\\S)([^*]+)\\*\\*",
    "~~(?=\\S)([^~]+)~~",
    // Not in faces, "¯\\_(ツ)_/¯" and "☆*:.｡. o(≧▽≦)o .｡.:*☆": no backslash before it, and words begin after it.
    `(?<![\\w*\\\\])\\*(?=${OPENS})([^*]+)\\*(?![\\w*])`,
    `(?<![\\w_\\\\])_(?=${OPENS})([^_]+)_(?![\\w_])`,
    "\\[([^\\][]{1,300})\\]\\(((?:[^()\\s]|\\([^()\\s]{0,200}\\)){1,2000})\\)",
    `((?:https?:\\/\\/|mailto:)${IN_ADDRESS}{1,2000})`,
  ].join("|"),
  "giu",
);

/** The safe subset of Markdown that people use in chats: emphasis, code, lists, links. Everything else is plain text. */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    const last = blocks.at(-1);
    if (FENCE.test(line)) {
      let end = index + 1;
      while (end < lines.length && !FENCE.test(lines[end] ?? "")) end += 1;
      if (end < lines.length) {
        blocks.push({ type: "pre", text: lines.slice(index + 1, end).join("\n") });
        index = end;
        continue;
      }
    }
    const list = listAt(lines, index);
    if (list) {
      blocks.push({ type: "list", isOrdered: list.isOrdered, items: list.items.map((item) => parseInline(item, 0)) });
      index += list.items.length - 1;
    } else if (last?.type === "lines") last.lines.push(parseInline(line, 0));
    else if (line !== "" || last === undefined) blocks.push({ type: "lines", lines: [parseInline(line, 0)] });
  }
  return blocks;
}

/**
 * The list that begins at a line, or null. Only unambiguous lists: at least two bullets, or numbers that count up from 1. A single
 * "12. November" or "- 5 °C" is a sentence, and a list would show another number than was written.
 */
function listAt(lines: readonly string[], from: number): { isOrdered: boolean; items: string[] } | null {
  const isOrdered = NUMBER.test(lines[from] ?? "");
  const items: string[] = [];
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const marker = (isOrdered ? NUMBER : BULLET).exec(line);
    if (!marker || (isOrdered && marker[1] !== String(items.length + 1))) break;
    items.push(line.slice(marker[0].length));
  }
  return items.length > 1 ? { isOrdered, items } : null;
}

function parseInline(text: string, depth: number): Inline[] {
  if (depth >= MAX_DEPTH) return [{ type: "text", text }];
  const pieces: Inline[] = [];
  let from = 0;
  const addText = (to: number) => {
    if (to > from) pieces.push({ type: "text", text: text.slice(from, to) });
  };
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, strong, del, starred, underscored, label, href, bare] = match;
    const inner = (part: string) => parseInline(part, depth + 1);
    const emphasised = starred ?? underscored;
    let piece: Inline | undefined;
    let length = whole.length;
    if (code !== undefined) piece = { type: "code", text: code };
    else if (strong !== undefined) piece = { type: "strong", children: inner(strong) };
    else if (del !== undefined) piece = { type: "del", children: inner(del) };
    else if (emphasised !== undefined) piece = { type: "em", children: inner(emphasised) };
    else if (label !== undefined && href !== undefined) {
      // A label says where the address ends, so that only what is in no address ends it before.
      const address = safeAddress(withoutInvisibleEnd(ADDRESS.exec(href)?.[0] ?? ""));
      if (address) piece = { type: "link", href: address, children: [{ type: "text", text: label }] };
    } else if (bare !== undefined) {
      const shown = withoutEnd(bare);
      const address = safeAddress(shown);
      length = shown.length;
      if (address) piece = { type: "link", href: address, children: [{ type: "text", text: shown }] };
    }
    if (!piece) continue;
    addText(match.index);
    pieces.push(piece);
    from = match.index + length;
  }
  addText(text.length);
  return pieces;
}

/** Links lead to web pages and mailboxes, nowhere else: no `javascript:`, no `data:`. @returns null for what is no such address */
export function safeAddress(address: string): string | null {
  try {
    const { protocol, href } = new URL(address);
    return ["https:", "http:", "mailto:"].includes(protocol) ? href : null;
  } catch {
    // Not an address at all: it stays text.
    return null;
  }
}

/** The full stop after an address belongs to the sentence, and so does a bracket or mark that was not opened within the address. */
function withoutEnd(written: string): string {
  const address = withoutInvisibleEnd(written);
  let end = address.length;
  for (;;) {
    const last = address[end - 1] ?? "";
    const opening = { ")": "(", "]": "[" }[last];
    const isUnopened = opening !== undefined && count(address, last, end) > count(address, opening, end);
    const isUnpaired = last !== "" && "'\"*_~".includes(last) && count(address, last, end) % 2 === 1;
    if (!isUnopened && !isUnpaired && !(last !== "" && ".,;:!?".includes(last)))
      return withoutInvisibleEnd(address.slice(0, end));
    end -= 1;
  }
}

function withoutInvisibleEnd(address: string): string {
  let end = address.length;
  while (end > 0 && INVISIBLE_END.includes(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}

function count(text: string, character: string, end: number): number {
  let times = 0;
  for (let index = 0; index < end; index += 1) if (text[index] === character) times += 1;
  return times;
}
