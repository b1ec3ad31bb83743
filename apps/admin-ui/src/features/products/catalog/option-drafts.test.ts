import type { Variant } from "@chorus/contracts/entities/catalogue";
import { expect, test } from "vitest";
import { missingOf, problemsOf, toDrafts, toOptions } from "./option-drafts.ts";

const draft = (key: string, name: string, values: string) => ({ key, name, values });

test("values are written in one line, and come back as they were", () => {
  const options = [{ name: "Size", values: ["S", "M", "L"] }];
  expect(toOptions(toDrafts(options))).toEqual(options);
  expect(toOptions([draft("1", " Size ", " S ,, M, "), draft("2", " ", "")])).toEqual([
    { name: "Size", values: ["S", "M"] },
  ]);
});

test("says of each option what is wrong with it", () => {
  const many = Array.from({ length: 51 }, (_, at) => at).join(",");
  const drafts = [
    draft("fine", "Size", "S, M"),
    draft("nameless", "", "red"),
    draft("empty", "Colour", " , "),
    draft("same", "Size", "L"),
    draft("twice", "Fit", "wide, wide"),
    draft("many", "Number", many),
    draft("unwritten", "", ""),
  ];
  expect(Object.fromEntries(problemsOf(drafts))).toEqual({
    ...{ nameless: "name", empty: "values", same: "sameName", twice: "sameValue", many: "tooMany" },
  });
});

test("a product without options has one combination", () => {
  expect(missingOf({ options: [], variants: [] })).toBe(1);
  const options = [
    { name: "Size", values: ["S", "M"] },
    { name: "Colour", values: ["red", "blue", "green"] },
  ];
  expect(missingOf({ options, variants: [{} as Variant] })).toBe(5);
});
