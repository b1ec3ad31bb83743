import { CURRENCY_DECIMALS } from "@chorus/contracts/money";
import { expect, test } from "vitest";
import { fromProviderAmount, toProviderAmount } from "./provider-amount.ts";

test.each([
  ["EUR", 1_250, 1_250],
  ["JPY", 500, 500],
  ["ISK", 500, 50_000],
  ["UGX", 7, 700],
  ["MGA", 500, 5],
  ["KWD", 5_120, 5_120],
])("P43: of %s, %i are %i at the provider", (currency, amount, sent) => {
  expect(toProviderAmount({ amount, currency })).toBe(sent);
});

test.each([
  ["KWD", 5_125],
  ["MGA", 501],
])("of %s, %i cannot be paid by card", (currency, amount) => {
  expect(toProviderAmount({ amount, currency })).toBeNull();
});

test("P44: every currency comes back as it went", () => {
  for (const currency of CURRENCY_DECIMALS.keys()) {
    const sent = toProviderAmount({ amount: 12_300, currency });
    expect(fromProviderAmount({ amount: sent ?? -1, currency })).toBe(12_300);
  }
});

test("what is less than a minor unit is nothing that we know", () => {
  expect(fromProviderAmount({ amount: 50, currency: "ISK" })).toBeNull();
});
