import { expect, test } from "vitest";
import { isOfInputMethod } from "./input-method.ts";

test.each([
  { browser: "Chromium and Firefox, while composing", isComposing: true, keyCode: 229, expected: true },
  { browser: "an engine that tells the real key", isComposing: true, keyCode: 13, expected: true },
  { browser: "WebKit, after compositionend", isComposing: false, keyCode: 229, expected: true },
  { browser: "Enter that nobody composes with", isComposing: false, keyCode: 13, expected: false },
])("$browser", ({ isComposing, keyCode, expected }) => {
  expect(isOfInputMethod({ isComposing, keyCode })).toBe(expected);
});
