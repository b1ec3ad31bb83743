import { typeOf, type MimePart } from "./mime-parts.ts";

/** Types of text that are files for programs, not words for a reader. */
const FILES = new Set(
  [
    ...["calendar", "vcard", "x-vcard", "x-vcalendar", "directory", "csv", "comma-separated-values", "tsv"],
    ...["tab-separated-values", "rtf", "rfc822-headers", "css", "javascript", "ecmascript", "x-moz-deleted"],
  ].map((subtype) => `text/${subtype}`),
);
/** As of a reaction with an emoji in Gmail. */
const DATA = /^text\/(?:.*[+.-])?(?:json|xml)$/;
/** HTML made for one program, shorter than what others show. */
const SPECIAL_HTML = /^text\/(?:x-amp-html|watch-html)$/;

/**
 * How a part is read. `rich` is HTML or holds it, `other` is text of a type that is not known here: RFC 2046 (4.1.4) has it read
 * as plain text, and RFC 2045 (5.2) a broken type, too. `data` and `file` are not read.
 */
export type TextForm = "plain" | "rich" | "other" | "data" | "file";

/** The form of a part by its type. */
export function formOf(part: MimePart): TextForm {
  if (part.contentType.multipart) return "rich";
  const type = readableTypeOf(part);
  if (type === "text/plain") return "plain";
  if (type === "text/html") return "rich";
  if (DATA.test(type)) return "data";
  const isNamed = part.contentType.parsed.params["name"] !== undefined;
  if (isNamed || FILES.has(type)) return "file";
  return type.startsWith("text/") || type.indexOf("/") < 1 ? "other" : "file";
}

/** Whether its text is written in HTML. */
export function isHtml(part: MimePart): boolean {
  const type = readableTypeOf(part);
  return type === "text/html" || SPECIAL_HTML.test(type);
}

/** Without the parameters of a header that lacks its semicolon. */
function readableTypeOf(part: MimePart): string {
  return typeOf(part).split(/\s/)[0] ?? "";
}
