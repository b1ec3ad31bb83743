import { Currency } from "@chorus/contracts/money";
import { describe, expect, test } from "vitest";
import { add, allocate, formatMoney, parseMoney, ratioOf, toWire } from "./money.ts";

const euros = (cents: bigint) => ({ amount: cents, currency: "EUR" });

test.each([
  ["P43", "6000", "JPY", 6_000n],
  ["P44", "5", "KWD", 5_000n],
  ["P29", "-0.01", "EUR", -1n],
  ["", "12.5", "EUR", 1_250n],
  ["", "0.000", "TND", 0n],
  ["", "100", "ISK", 100n],
  ["", "1.05", "HUF", 105n],
] as const)("%s: %s %s is %s", (_, text, currency, amount) => {
  expect(parseMoney(text, currency)).toEqual({ amount, currency });
});

const NO_AMOUNTS = ["", " 1", "1.", ".5", "1,50", "1e3", "0x10", "NaN", "--1", "1.005", "١"];

test.each<[string, string]>([
  ...NO_AMOUNTS.map((text): [string, string] => [text, "EUR"]),
  ["60.00", "JPY"],
  ["1", "XYZ"],
  ["1", "eur"],
])("%j of %s is refused", (text, currency) => {
  expect(() => parseMoney(text, currency)).toThrow(expect.objectContaining({ code: "invalid" }));
});

test("is written with all decimals of its currency", () => {
  expect(formatMoney(euros(-5n))).toBe("-0.05");
  expect(formatMoney({ amount: 5_000n, currency: "KWD" })).toBe("5.000");
  expect(formatMoney({ amount: 6_000n, currency: "JPY" })).toBe("6000");
});

describe("allocation", () => {
  test("gives the odd cents to the largest remainders, and to the first of equal ones", () => {
    const cents = (amount: bigint, weights: bigint[]) => allocate(euros(amount), weights).map((share) => share.amount);
    expect(cents(1_001n, [1n, 1n, 1n])).toEqual([334n, 334n, 333n]);
    expect(cents(100n, [1n, 5n, 1n])).toEqual([14n, 72n, 14n]);
    expect(cents(-100n, [0n, 2n, 1n])).toEqual([0n, -67n, -33n]);
    expect(cents(5n, [0n, 0n])).toEqual([3n, 2n]);
  });
});

test("P35: 19 % of 28.98 is whole cents", () => {
  expect(ratioOf(euros(2_898n), 190_000n, 1_000_000n)).toEqual(euros(551n));
  expect(ratioOf(euros(50n), 190_000n, 1_000_000n)).toEqual(euros(10n));
  expect(ratioOf(euros(-50n), 190_000n, 1_000_000n)).toEqual(euros(-10n));
});

test("currencies are not mixed, and what JSON would not carry exactly is not written", () => {
  expect(() => add(euros(1n), { amount: 1n, currency: "USD" })).toThrow(/cannot be added/);
  expect(() => toWire(euros(2n ** 53n))).toThrow(/exactly/);
  expect(toWire(euros(2n ** 53n - 1n)).amount).toBe(Number.MAX_SAFE_INTEGER);
});

test("a currency on the wire is one of ISO 4217", () => {
  for (const code of ["EUR", "JPY", "KWD"]) expect(Currency.parse(code)).toBe(code);
  for (const code of ["", "eur", "EURO", "XXY", "constructor"]) expect(Currency.safeParse(code).success).toBe(false);
});
