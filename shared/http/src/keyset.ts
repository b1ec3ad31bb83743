import { AppError } from "@chorus/kernel/app-error";
import type { z } from "zod";

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/**
 * A cursor is the position of the last row, as opaque text.
 * @throws AppError `invalid` for a cursor that this list did not issue
 */
export function decodeCursor<Schema extends z.ZodType>(
  schema: Schema,
  cursor: string | undefined,
): z.output<Schema> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (error) {
    throw new AppError("invalid", {
      detail: "The cursor is not one of this list: start again without it.",
      errors: [{ path: "cursor", message: "unknown cursor" }],
      cause: error,
    });
  }
}

/** Cuts one row more than `limit` into a page: the extra row shows that there is another page. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  present: (row: Row) => Item,
  position: (row: Row) => object,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    nextCursor:
      rows.length > limit && last !== undefined
        ? Buffer.from(JSON.stringify(position(last))).toString("base64url")
        : null,
  };
}
