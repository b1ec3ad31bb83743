import { expect, test } from "vitest";
import { entitiesOf } from "./entities.ts";

test.each([
  ["My balance is -12.50 EUR today.", "-12.50 EUR"],
  ["Mein Saldo ist −99,90 €", "−99,90 €"],
  ["Mein Saldo: -45 €", "-45 €"],
  ["Le solde est de -1 234,56 €", "-1 234,56 €"],
  ["It costs 5-10 EUR each", "5-10 EUR"],
  ["EUR -30.00", "EUR -30.00"],
  ["$-15.99", "$-15.99"],
  ["-$15.99", "-$15.99"],
  ["Paid 89.90 EUR", "89.90 EUR"],
  ["- 45 € for shipping", "45 €"],
  ["€20 - 2 pieces", "€20"],
])("an amount is what was written, its sign and its range, too: %s", (text, amount) => {
  expect(entitiesOf(text)).toEqual([{ kind: "amounts", text: amount }]);
});

test("a number beside an amount stays what it is", () => {
  expect(entitiesOf("order 123456 - 20 EUR")).toEqual([
    { kind: "amounts", text: "20 EUR" },
    { kind: "orders", text: "123456" },
  ]);
  expect(entitiesOf("order A4711 EUR").filter(({ kind }) => kind === "amounts")).toEqual([]);
});
