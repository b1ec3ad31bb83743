import fc from "fast-check";
import { expect, test } from "vitest";
import { combinationsOf, optionKeyOf, requireDistinct, valuesOf } from "./option-matrix.ts";

const word = fc.stringMatching(/^[a-z"\\,[\] ]{1,6}$/);
const options = fc.uniqueArray(
  fc.record({ name: word, values: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }) }),
  { maxLength: 3, selector: ({ name }) => name },
);

test("each combination has a key of its own, and there are as many as the counts of values multiply to", () => {
  fc.assert(
    fc.property(options, (given) => {
      requireDistinct(given);
      const all = combinationsOf(given);
      expect(all).toHaveLength(given.reduce((product, { values }) => product * values.length, 1));
      expect(new Set(all.map((chosen) => optionKeyOf(given, chosen))).size).toBe(all.length);
    }),
  );
});

test("a key is given only for one value of each option", () => {
  const given = [{ name: "Size", values: ["S", "M"] }];
  expect(optionKeyOf(given, { Size: "M" })).toBe('["M"]');
  for (const chosen of [{}, { Size: "XL" }, { Size: "M", Colour: "red" }, { constructor: "S" }])
    expect(() => optionKeyOf(given, chosen as Record<string, string>)).toThrow(
      expect.objectContaining({ code: "invalid" }),
    );
});

test("names that every object has are names like others", () => {
  const names = ["constructor", "__proto__", "toString"];
  const given = names.map((name) => ({ name, values: ["a"] }));
  expect(valuesOf(given, {})).toEqual(names.map((name) => ({ name, value: "" })));
  const [chosen] = combinationsOf(given);
  expect(valuesOf(given, JSON.parse(JSON.stringify(chosen)))).toEqual(names.map((name) => ({ name, value: "a" })));
});

test("names and values that stand twice, and more combinations than variants, are refused", () => {
  const size = { name: "Size", values: ["S", "M"] };
  expect(() => requireDistinct([size, size])).toThrow(/same name/);
  expect(() => requireDistinct([{ name: "Size", values: ["S", "S"] }])).toThrow(/stands there twice/);
  const many = ["a", "b", "c"].map((name) => ({ name, values: Array.from({ length: 10 }, (_, n) => String(n)) }));
  expect(() => combinationsOf(many)).toThrow(/1000 combinations/);
});
