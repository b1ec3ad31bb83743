import { expect, test } from "vitest";
import { anywhere, foldedText, slugOf } from "./words.ts";

test.each([
  ["Zelt „Skarn 2“", "zelt-skarn-2"],
  ["  Größe – ÉTÉ!", "grosse-ete"],
  ["日本", "item"],
  ["a".repeat(300), "a".repeat(100)],
  ["019A62B4-0000-7000-8000-000000000001", "item-019a62b4-0000-7000-8000-000000000001"],
])("%s becomes %s", (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test("words are found without accents, and signs of patterns mean themselves", () => {
  expect(foldedText("Crème BRÛLÉE")).toBe("creme brulee");
  expect(anywhere("50%_a\\")).toBe("%50\\%\\_a\\\\%");
});
