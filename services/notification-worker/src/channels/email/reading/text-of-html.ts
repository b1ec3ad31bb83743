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
const MAX_DEPTH = 100;
const MAX_CHARACTERS = 2_000_000;
/** The parser's time grows with the square of the nesting depth. */
const MAX_OPEN = 2_000;
const TAGS = /<(\/?)([a-z][\w:-]{0,30})/gi;
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
    { selector: "head", format: "hidden" },
    { selector: "style", format: "hidden" },
    { selector: "script", format: "hidden" },
    { selector: "title", format: "hidden" },
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

/** The text of an HTML mail. The result is plain text and shown as such; blockquotes are marked with `> `. */
export function textOfHtml(html: string): string {
  return readable(convert(within(html).replaceAll(OURS, ""))).replaceAll("\u00A0", " ");
}

/** As much of it as can be parsed in reasonable time: all of it, except for hostile input. */
function within(html: string): string {
  const text = html.slice(0, MAX_CHARACTERS);
  const open = new Map<string, number>();
  let total = 0;
  for (const { 1: slash, 2: name = "", index } of text.matchAll(TAGS)) {
    const tag = name.toLowerCase();
    const count = open.get(tag) ?? 0;
    if (NEVER_OPEN.has(tag) || (slash && count === 0)) continue;
    open.set(tag, count + (slash ? -1 : 1));
    total += slash ? -1 : 1;
    if (total > MAX_OPEN) return text.slice(0, index);
  }
  return text;
}
