import fc from "fast-check";
import { expect, test } from "vitest";
import { cutText } from "./cut-text.ts";

test.each([
  ["short", 10, "short"],
  ["abcdef", 3, "abc"],
  ["ab😀c", 3, "ab"],
  ["ab😀c", 4, "ab😀"],
  ["a🇩🇪b", 3, "a"],
  ["a👩‍👩‍👧b", 5, "a"],
  ["ae\u0301b", 2, "a"],
  ["a\r\nb", 2, "a"],
])("%j cut at %i is %j", (text, units, expected) => {
  expect(cutText(text, units)).toBe(expected);
});

const hasHalfPair = (text: string) => /\p{Surrogate}/u.test(text);

test("it is never longer, never broken, and always the beginning", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(40), (text, units) => {
      const cut = cutText(text, units);
      expect(cut.length).toBeLessThanOrEqual(units);
      expect(text.startsWith(cut)).toBe(true);
      // Half of a pair is there only where the text itself had one.
      expect(hasHalfPair(text) || !hasHalfPair(cut)).toBe(true);
    }),
  );
});
