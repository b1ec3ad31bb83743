import { z } from "zod";
import { EMAIL_PATTERN, MAX_EMAIL_CHARACTERS } from "./email.ts";

/** UTC, ISO 8601, milliseconds: `2026-11-21T09:44:00.000Z`. */
export const Timestamp = z.iso.datetime({ precision: 3 });

/** A position in a conversation's log. 0 is "before the first event". */
export const Seq = z.int().min(0);

const HAS_NUL_OR_LONE_SURROGATE = /\0|\p{Surrogate}/u;

/** Text that Postgres can store and JSON can carry: no NUL, no half of a surrogate pair. Lengths count UTF-16 units. */
export function plainText(limits: { min?: number; max: number }) {
  return z
    .string()
    .min(limits.min ?? 0)
    .max(limits.max)
    .refine((text) => !HAS_NUL_OR_LONE_SURROGATE.test(text), {
      message: "must not contain NUL or broken Unicode",
    });
}

/** A name people see: trimmed, 1 to 120 characters. */
export const DisplayName = plainText({ max: 120 }).trim().min(1);

export const EmailAddress = z.email({ pattern: EMAIL_PATTERN }).max(MAX_EMAIL_CHARACTERS).toLowerCase();

/** At least 8 characters, no rules about which (NIST SP 800-63B). */
export const Password = z.string().min(8, "must have at least 8 characters").max(256);

/** The opaque position of a keyset page. */
export const Cursor = z.string().min(1).max(500);

/** Query parameters of every list. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: Cursor.optional(),
});

/** The answer of every list: no totals, `nextCursor` null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: Cursor.nullable() });
}

/** Query parameters of a conversation's log: positions are in the caller's own numbering. */
export const LogQuery = z.object({
  afterSeq: z.coerce.number().pipe(Seq).optional(),
  beforeSeq: z.coerce.number().pipe(Seq).optional(),
  /** Of the page before; it stands for `afterSeq` and `beforeSeq`. */
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
