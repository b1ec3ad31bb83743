import { z } from "zod";
import { EMAIL_PATTERN, MAX_EMAIL_CHARACTERS } from "./email.ts";
import { isBlank, isPlainText, isSingleLine, withoutDirectionControls } from "./text.ts";

/** UTC, ISO 8601, milliseconds: `2026-11-21T09:44:00.000Z`. */
export const Timestamp = z.iso.datetime({ precision: 3 });

/** A position in a conversation's log. 0 is "before the first event". */
export const Seq = z.int().min(0);

const NOT_PLAIN = "must not contain NUL or broken Unicode";
const BLANK = "must not be empty";

/**
 * Text that Postgres can store and JSON can carry: no NUL, no lone surrogate. Line breaks (LF, CR LF) stay as they were
 * sent. Lengths count code points, as JSON Schema does; a message's body has to keep its tenant's limit in UTF-16 units as well, as
 * clients count it. Every string of a request is this, or has a narrower form of its own.
 */
export function plainText(limits: { min?: number; max: number }) {
  const text = z.string().max(limits.max).refine(isPlainText, NOT_PLAIN);
  return limits.min === undefined ? text : text.min(limits.min);
}

/** What a line may be longer than its limit before it is trimmed and composed: no letter is made of more parts. */
const MOST_PARTS = 4;

/**
 * One trimmed line: no line break, tabulator or other control character; those of direction are dropped. Composed (NFC), so that
 * equal letters are equal, and measured then. May be empty.
 */
export function singleLine({ max }: { max: number }) {
  return plainText({ max: MOST_PARTS * max })
    .overwrite(withoutDirectionControls)
    .trim()
    .refine(isSingleLine, "must be a single line without control characters")
    .normalize("NFC")
    .max(max);
}

/** One line with visible text. */
export function label(limits: { max: number }) {
  return singleLine(limits)
    .min(1)
    .refine((text) => !isBlank(text), BLANK);
}

/** Text of several lines with visible characters. */
export function visibleText(limits: { max: number }) {
  return plainText({ min: 1, max: limits.max }).refine((text) => !isBlank(text), BLANK);
}

/** Text that may be left out; what nobody can see is none, and empty here. */
export function optionalText(limits: { max: number }) {
  return plainText(limits)
    .overwrite((text) => (isBlank(text) ? "" : text))
    .optional();
}

/** An address in the web, with its scheme. */
export function webAddress(limits: { max: number; protocol?: RegExp }) {
  return z
    .url(limits.protocol ? { protocol: limits.protocol } : {})
    .max(limits.max)
    .refine((url) => isPlainText(url) && isSingleLine(url), NOT_PLAIN);
}

/** A display name. */
export const DisplayName = label({ max: 120 });

export const EmailAddress = z.email({ pattern: EMAIL_PATTERN }).max(MAX_EMAIL_CHARACTERS).toLowerCase();

/** At least 8 characters, no rules about which (NIST SP 800-63B). */
export const Password = plainText({ max: 256 }).min(8, "must have at least 8 characters");

/** Of the longest text by which a list is ordered: a product's title. */
export const MAX_ORDERED_CHARACTERS = 200;

/** A text by which a list is ordered, in the position of its cursors. */
export const OrderedText = plainText({ max: MAX_ORDERED_CHARACTERS });

const MAX_BYTES_OF_A_CHARACTER = 4;
/** What else a position has: names of fields, two ids, a number. */
const MAX_BYTES_BESIDE = 200;

/** The opaque position of a keyset page, in base64: as long as the longest that a list gives. */
export const PageCursor = plainText({
  min: 1,
  max: Math.ceil(((MAX_ORDERED_CHARACTERS * MAX_BYTES_OF_A_CHARACTER + MAX_BYTES_BESIDE) * 4) / 3),
});

/** The opaque position of an inbox in what changes, which carries no text. */
export const Cursor = plainText({ min: 1, max: 500 });

/** Query parameters of every list. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: PageCursor.optional(),
});

/** The answer of every list: no totals, `nextCursor` null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: PageCursor.nullable() });
}

/** Query parameters of a conversation's log: positions are in the caller's own numbering. */
export const LogQuery = z.object({
  afterSeq: z.coerce.number().pipe(Seq).optional(),
  beforeSeq: z.coerce.number().pipe(Seq).optional(),
  /** Of the page before; it stands for `afterSeq` and `beforeSeq`. */
  cursor: PageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
