import { MAX_ORDERED_CHARACTERS, OrderedText, PageCursor } from "@chorus/contracts/primitives";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { decodeCursor, pageOf } from "./keyset.ts";

const Position = z.object({ id: z.int() });
const page = (rows: number[], limit: number) =>
  pageOf(
    rows,
    limit,
    (row) => `row ${row}`,
    (id) => ({ id }),
  );

test("pages joined by their cursors are the whole list, once", () => {
  fc.assert(
    fc.property(fc.nat(40), fc.integer({ min: 1, max: 7 }), (count, limit) => {
      const all = Array.from({ length: count }, (_, index) => index);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const after = decodeCursor(Position, cursor)?.id ?? -1;
        const { items, nextCursor } = page(all.filter((row) => row > after).slice(0, limit + 1), limit);
        seen.push(...items);
        cursor = nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(all.map((row) => `row ${row}`));
    }),
  );
});

test("a list that ends exactly with a page has no further one", () => {
  expect(page([1, 2], 2).nextCursor).toBeNull();
  expect(page([], 2)).toEqual({ items: [], nextCursor: null });
});

test("a cursor of the longest text that a list is ordered by is one that contracts take", () => {
  const id = "0197a2b4-0000-7000-8000-000000000001";
  for (const letter of ["x", '"', "漢", "\u{20000}"]) {
    const value = letter.repeat(MAX_ORDERED_CHARACTERS);
    expect(OrderedText.safeParse(value).success).toBe(true);
    const { nextCursor } = pageOf([1, 2], 1, String, () => ({ sort: "title", value, id }));
    expect(PageCursor.parse(nextCursor)).toBe(nextCursor);
    expect(decodeCursor(z.object({ value: OrderedText }), nextCursor ?? "")).toEqual({ value });
  }
});

test("without a cursor a list begins", () => {
  expect(decodeCursor(Position, undefined)).toBeUndefined();
});

test.each([
  ["text that is no base64", "%%%"],
  ["no JSON", Buffer.from("{").toString("base64url")],
  ["another list's", Buffer.from(JSON.stringify({ name: "x" })).toString("base64url")],
  ["nothing", ""],
])("%s is refused with the field", (_, cursor) => {
  expect(() => decodeCursor(Position, cursor)).toThrow(
    expect.objectContaining({ code: "invalid", errors: [{ path: "cursor", message: "unknown cursor" }] }),
  );
});
