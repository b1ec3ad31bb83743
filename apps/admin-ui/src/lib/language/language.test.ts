import { expect, test } from "vitest";
import { pickLanguage } from "./language.ts";

test("the choice comes first, then the browser's order, then English", () => {
  expect(pickLanguage("de", ["en-GB"])).toBe("de");
  expect(pickLanguage(null, ["fr-FR", "de-AT", "en"])).toBe("de");
  expect(pickLanguage(null, ["en-US", "de"])).toBe("en");
  expect(pickLanguage("tlh", ["fr"])).toBe("en");
  expect(pickLanguage(null, [])).toBe("en");
});
