import { expect, test } from "vitest";
import { readAmount, toAmountField } from "./read-amount.ts";

test.each([
  ["12.50", "EUR", 1250],
  ["12,5", "EUR", 1250],
  [" 7 ", "EUR", 700],
  ["0", "EUR", 0],
  ["500", "JPY", 500],
  ["1.250", "KWD", 1250],
  // A thousand and two hundred and fifty, or one and a quarter?
  ["1.250", "EUR", null],
  ["1,000.00", "EUR", null],
  ["5.5", "JPY", null],
  ["-1", "EUR", null],
  ["", "EUR", null],
  ["1e3", "EUR", null],
] as const)("%s of %s is %s", (text, currency, expected) => {
  expect(readAmount(text, currency)).toBe(expected);
});

test.each([
  [1250, "EUR", "12.50"],
  [5, "EUR", "0.05"],
  [500, "JPY", "500"],
  [1250, "KWD", "1.250"],
] as const)("%i of %s stands in a field as %s, and is read as what it was", (amount, currency, field) => {
  expect(toAmountField({ amount, currency })).toBe(field);
  expect(readAmount(field, currency)).toBe(amount);
});
