import { expect, test } from "vitest";
import { isBlank, isPlainText, isSingleLine, toSingleLine, withoutDirectionControls } from "./text.ts";
import { DisplayName } from "./primitives.ts";

test.each(["", " \t\r\n", "\u200B", "\u2060\u00AD", "\u2800\u2800", "\u3164\u115F\uFFA0", "\u200D\uFE0F", "\u{E0041}"])(
  "%j shows nothing",
  (text) => expect(isBlank(text)).toBe(true),
);

test.each(["a", ".", "\u200Ba", "👩‍👩‍👧", "🇩🇪", "\u0301", "ㅤok", "\uFFFD"])("%j shows something", (text) =>
  expect(isBlank(text)).toBe(false),
);

test("what cannot be stored or sent is not plain text", () => {
  for (const text of ["a\0b", "\uD83D", "\uDE00\uD83D"]) expect(isPlainText(text)).toBe(false);
  for (const text of ["", "😀", "line\r\nline", "\u0001"]) expect(isPlainText(text)).toBe(true);
});

test("line breaks and control characters make more than a line", () => {
  for (const text of ["a\nb", "a\rb", "a\u2028b", "a\u0085b", "a\tb", "a\u001Bb"]) {
    expect(isSingleLine(text)).toBe(false);
    expect(toSingleLine(text)).toBe("a b");
  }
  expect(isSingleLine("Zoë 👩‍🚀 O’Neil")).toBe(true);
});

test("a name cannot turn the line around it", () => {
  const turned = "Ana \u202Eetaerc\u202C \u2066x\u2069";
  expect(DisplayName.parse(turned)).toBe("Ana etaerc x");
  expect(toSingleLine(turned)).toBe("Ana etaerc x");
  // Arabic and Hebrew names with Latin parts need the marks.
  expect(withoutDirectionControls("\u200Fمحمد\u200E (x)")).toBe("\u200Fمحمد\u200E (x)");
  expect(DisplayName.safeParse("\u202E\u202C").success).toBe(false);
});
