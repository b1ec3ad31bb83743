import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { formatMoney } from "./format-money.ts";
import { chooseLanguage } from "./language.ts";

beforeAll(() => vi.stubGlobal("document", { documentElement: {} }));
afterAll(() => vi.unstubAllGlobals());

test.each([
  ["en", 1250, "EUR", "€12.50"],
  ["de", 1250, "EUR", "12,50\u00A0€"],
  ["de", 123_456_789, "EUR", "1.234.567,89\u00A0€"],
  ["en", -5, "USD", "-$0.05"],
  ["en", 500, "JPY", "¥500"],
  // Intl shows none of HUF's two decimals, and what is counted in them would be a hundred times as much.
  ["en", 1250, "HUF", "Ft\u00A012.50"],
  ["en", 1250, "KWD", "KWD\u00A01.250"],
] as const)("%s: %i of %s is %s", (language, amount, currency, expected) => {
  chooseLanguage(language);
  expect(formatMoney({ amount, currency })).toBe(expected);
});
