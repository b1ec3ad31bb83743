import { toCsv } from "@chorus/contracts/csv";
import { AppError } from "@chorus/kernel/app-error";
import { expect, test } from "vitest";
import { readSheet } from "./read-sheet.ts";

const sheet = (
  rows: string[][],
  names = ["slug", "title", "sku", "price", "tracked", "option1_name", "option1_value"],
) => readSheet(toCsv([names, ...rows]), "EUR");

test("rows of one slug are one product, wherever they stand, and empty rows nothing", () => {
  const { products, rows, mistakes } = sheet([
    ["tent", "Tent", "T-1", "199.00", "no", "Size", "M"],
    ["", "", "", "", "", "", ""],
    ["lamp", "Lamp", "L-1", "20"],
    ["tent", "", "T-2", "209.5", "", "Size", "L"],
  ]);
  expect({ rows, mistakes }).toEqual({ rows: 3, mistakes: [] });
  expect(products).toEqual([
    {
      ...{ row: 2, slug: "tent", title: "Tent" },
      variants: [
        { row: 2, sku: "T-1", price: 19_900, isTracked: false, chosen: { Size: "M" } },
        { row: 5, sku: "T-2", price: 20_950, chosen: { Size: "L" } },
      ],
    },
    { row: 4, slug: "lamp", title: "Lamp", variants: [{ row: 4, sku: "L-1", price: 2_000 }] },
  ]);
});

test("spreadsheets write semicolons, a mark of byte order and cells of several lines", () => {
  const { products } = readSheet('\ufeffSlug; SKU ;description\r\nlamp;L-1;"two\nlines; ""bright"""\r\n', "EUR");
  expect(products).toMatchObject([{ slug: "lamp", description: 'two\nlines; "bright"', variants: [{ sku: "L-1" }] }]);
});

test.each([
  [["tent", "", "T-1", "12,50"], "price", '"12,50" is not an amount of EUR'],
  [["tent", "", "T-1", "1e3"], "price", "is not an amount"],
  [["tent", "", "T-1", "12.505"], "price", "is not an amount"],
  [["tent", "", "T-1", "-1"], "price", "must be at least 0"],
  [["tent", "", "T-1", "99999999999999999999"], "price", "must be"],
  [["tent", "", "", "12.50"], "sku", "is missing"],
  [["", "Tent", "T-1", "12.50"], "slug", "is missing"],
  [["Tent 1", "", "T-1", "12.50"], "slug", "small letters"],
  [["export", "", "T-1", "12.50"], "slug", "the address of something else"],
  [["tent", "x".repeat(201), "T-1", "12.50"], "title", "must have at most 200"],
  [["tent", "", "T-1", "12.50", "maybe"], "tracked", "must be one of"],
  [["tent", "", "T-1", "12.50", "", "Size", ""], "option1_value", "is missing"],
  [["tent", "", "T-1", "12.50", "", "", "M"], "option1_name", "is missing"],
  [["tent", "", "T-1", "12.50", "", "Size", "M", "more"], "", "has 8 cells, and there are 7 columns"],
])("%j is a mistake in %s", (row, column, message) => {
  const { mistakes } = sheet([["lamp", "Lamp", "L-1", "20"], row]);
  expect(mistakes).toMatchObject([{ row: 3, column, message: expect.stringContaining(message) }]);
});

test("a SKU that stands there twice, and a title that changes, are mistakes of the later row", () => {
  const { mistakes } = sheet([
    ["tent", "Tent", "T-1", "12.50"],
    ["lamp", "Lamp", "T-1", "12.50"],
    ["tent", "Other", "T-2", "12.50"],
  ]);
  expect(mistakes.map(({ row, column }) => [row, column])).toEqual([
    [3, "sku"],
    [4, "title"],
  ]);
});

test.each([
  ["", "has no column slug"],
  ["slug,sku,colour\n", 'has the column "colour"'],
  ["slug,sku,sku\n", "has a column twice"],
  ["title,price\n", "has no column slug"],
  ['slug,sku\ntent,"T-1', "a quotation mark is not closed"],
  [toCsv([["slug", "sku"], ...Array.from({ length: 1_001 }, (_, at) => ["tent", `T-${at}`])]), "more than 1000 rows"],
])("%j is no sheet of products", (csv, message) => {
  const reading = () => readSheet(csv, "EUR");
  expect(reading).toThrow(AppError);
  expect(reading).toThrow(message);
});
