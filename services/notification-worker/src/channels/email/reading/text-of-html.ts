import { compile, type FormatCallback } from "html-to-text";
import { readable } from "./decode-text.ts";

/** Marks a line that a mail program has tagged as the introduction of a quote. */
export const QUOTE_INTRODUCTION = "\uE000";
/** Enclose the id of an image that came with the mail. */
export const IMAGE_BEGINS = "\uE001";
export const IMAGE_ENDS = "\uE002";
const OURS = /[\uE000-\uE002]/g;

const INTRODUCTIONS = [".moz-cite-prefix", ".gmail_attr", ".protonmail_quote_header"];
const SIGNATURES = [
  ".gmail_signature",
  ".moz-signature",
  "#Signature",
  "#AppleMailSignature",
  "#ms-outlook-mobile-signature",
];
const ONE_BREAK = { leadingLineBreaks: 1, trailingLineBreaks: 1 };
const MAX_CHARACTERS = 2_000_000;
/** No mail program nests deeper. The parser's time grows with the square of the depth. */
const MAX_DEPTH = 1_000;
const TAGS = /<(\/?)([a-z][\w:-]{0,30})[^<>]*>?/gi;
const CLOSED_BY_THE_NEXT = new Set(["p", "li", "td", "th", "tr", "option"]);
const NEVER_SHOWN = new Set(["head", "style", "script", "title"]);
const NEVER_OPEN = new Set(["br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", "source"]);

/** A cell ends like a word, not like a line. */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(" ");
};

const image: FormatCallback = (element, _, builder) => {
  const { src = "", alt = "" } = element.attribs as { src?: string; alt?: string };
  const id = /^cid:(.{1,200})$/i.exec(src.trim())?.[1];
  if (id !== undefined) builder.addInline(`${IMAGE_BEGINS}${id}${IMAGE_ENDS}`, { noWordTransform: true });
  else if (alt.trim() !== "") builder.addInline(alt);
};

const introduction: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  builder.addInline(QUOTE_INTRODUCTION);
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
};

const signature: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  builder.addLiteral("-- ");
  builder.addLineBreak();
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 2 });
};

/** `display: none` and the like: invisible to the reader. */
const hidden: FormatCallback = () => undefined;

const heading = (level: number) => ({ selector: `h${level}`, options: { uppercase: false } });

const convert = compile({
  wordwrap: false,
  limits: { maxDepth: MAX_DEPTH, ellipsis: "…" },
  formatters: { cell, image, introduction, signature, hidden },
  selectors: [
    ...[1, 2, 3, 4, 5, 6].map(heading),
    ...["display:none", "display: none"].map((style) => ({ selector: `[style*="${style}" i]`, format: "hidden" })),
    ...[...NEVER_SHOWN, "[hidden]"].map((selector) => ({ selector, format: "hidden" })),
    {
      selector: "a",
      options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ["(", ")"], noAnchorUrl: true },
    },
    { selector: "p", options: ONE_BREAK },
    { selector: "ul", options: { ...ONE_BREAK, itemPrefix: "- " } },
    { selector: "ol", options: ONE_BREAK },
    { selector: "blockquote", options: { ...ONE_BREAK, trimEmptyLines: true } },
    { selector: "hr", format: "horizontalLine", options: { length: 32 } },
    ...["dt", "dd", "tr"].map((selector) => ({ selector, format: "block", options: ONE_BREAK })),
    { selector: "td", format: "cell" },
    { selector: "th", format: "cell" },
    { selector: "img", format: "image" },
    ...INTRODUCTIONS.map((selector) => ({ selector, format: "introduction" })),
    ...SIGNATURES.map((selector) => ({ selector, format: "signature" })),
  ],
});

/** Text in which our own marks stand only where we have set them. */
export function withoutMarks(text: string): string {
  return text.replaceAll(OURS, "");
}

/** The text of an HTML mail. The result is plain text and shown as such; blockquotes are marked with `> `. */
export function textOfHtml(html: string): string {
  const text = withoutMarks(html.slice(0, MAX_CHARACTERS));
  return readable(isTooDeep(text) ? wordsOf(text) : convert(text)).replaceAll("\u00A0", " ");
}

function isTooDeep(html: string): boolean {
  const open: string[] = [];
  const counts = new Map<string, number>();
  const count = (tag: string, change: number) => counts.set(tag, (counts.get(tag) ?? 0) + change);
  for (const { 1: slash, 2: name = "" } of html.matchAll(TAGS)) {
    const tag = name.toLowerCase();
    if (slash && (counts.get(tag) ?? 0) > 0) {
      for (const closed of open.splice(open.lastIndexOf(tag))) count(closed, -1);
    } else if (!slash && !NEVER_OPEN.has(tag) && !(CLOSED_BY_THE_NEXT.has(tag) && open.at(-1) === tag)) {
      open.push(tag);
      count(tag, 1);
      if (open.length > MAX_DEPTH) return true;
    }
  }
  return false;
}

/** What it says, without its structure: a line for each piece of text. */
function wordsOf(html: string): string {
  let skipped = "";
  let end = 0;
  const pieces: string[] = [];
  for (const match of html.matchAll(TAGS)) {
    if (skipped === "") pieces.push(html.slice(end, match.index));
    end = match.index + match[0].length;
    const tag = (match[2] ?? "").toLowerCase();
    if (skipped === tag && match[1]) skipped = "";
    else if (skipped === "" && !match[1] && NEVER_SHOWN.has(tag)) skipped = tag;
  }
  if (skipped === "") pieces.push(html.slice(end));
  return convert(pieces.filter((piece) => piece.trim() !== "").join("<br>"));
}
