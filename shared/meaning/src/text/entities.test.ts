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
  ["It costs $20-$30.", "$20-$30"],
  ["Es kostet 20€–30€.", "20€–30€"],
  ["CHF 1’250.–", "CHF 1’250.–"],
  ["CHF 1'250.00 today", "CHF 1'250.00"],
  ["Das sind 1’250 Franken.", "1’250 Franken"],
  ["Es sind 1\u202F250,00 € offen", "1\u202F250,00 €"],
  ["Es sind 12\u00A0500 € offen", "12\u00A0500 €"],
  ["Es kostet € 12,- heute", "€ 12,-"],
  ["Es kostet 12,– €.", "12,– €"],
  ["50,- Euro", "50,- Euro"],
  ["It costs €20k.", "€20k"],
  ["It is $1.2 million.", "$1.2 million"],
  ["It is £ 5 bn.", "£ 5 bn"],
  ["That is 1.5k USD.", "1.5k USD"],
  ["Das kostet 1,5 Mio. Euro.", "1,5 Mio. Euro"],
  ["1 Mio €", "1 Mio €"],
  ["Son 20 mil euros", "20 mil euros"],
  ["Son 2 millones de euros", "2 millones de euros"],
  ["We refund A$20.", "A$20"],
  ["R$ 50", "R$ 50"],
  ["S$50", "S$50"],
  ["NZ$ 12", "NZ$ 12"],
  ["CA$9", "CA$9"],
  ["It costs US$ 20.", "US$ 20"],
  ["It costs US $20.", "US $20"],
  ["Give us $20 back.", "$20"],
  ["It costs $20 CAD.", "$20 CAD"],
  ["20 US-Dollar", "20 US-Dollar"],
  ["Es sind minus 20 Euro.", "minus 20 Euro"],
  ["It is minus $20 now.", "minus $20"],
  ["Son menos 20 euros", "menos 20 euros"],
  ["Son al menos 20 euros", "20 euros"],
  ["Es kostet 20 bis 30 Euro.", "20 bis 30 Euro"],
  ["It costs 20 to 30 EUR.", "20 to 30 EUR"],
  ["Es kostet zwischen 20 und 30 Euro.", "20 und 30 Euro"],
  ["Cuesta de 20 a 30 euros.", "20 a 30 euros"],
  ["20 oder 30 Euro", "20 oder 30 Euro"],
  ["It costs 19,90 - 29,90 EUR.", "19,90 - 29,90 EUR"],
  ["It costs $20-30.", "$20-30"],
  ["It costs $20 to 30.", "$20 to 30"],
  ["Es kostet ~20 €", "~20 €"],
  ["It costs €20+", "€20+"],
  ["Das kostet 12 € 50.", "12 € 50"],
  ["20€ per month", "20€"],
  ["20 €/Monat", "20 €"],
])("an amount is what was written, its sign and its range, too: %s", (text, amount) => {
  expect(entitiesOf(text)).toEqual([{ kind: "amounts", text: amount }]);
});

test.each(["cost$20", "€20x", "1/2 €", "10x20 €", "Rabatt-€20", "€1.2345", "3 ½€", "20€each"])(
  "%s: not wholly read, so no amount",
  (text) => {
    expect(entitiesOf(text).filter(({ kind }) => kind === "amounts")).toEqual([]);
  },
);

test.each([
  ["My order number is 2026-11-24-77.", ["2026-11-24-77"]],
  ["Order 4711-12, please", ["4711-12"]],
  ["order 4711/2026 and invoice 4712", ["4711/2026", "4712"]],
  ["booking 12-884501", ["12-884501"]],
  ["Bestellung 4711-AB", ["4711-AB"]],
  ["Order #A-4711/B and #4712.", ["#A-4711/B", "#4712"]],
  ["tracking number: 2026 1124 77", ["2026 1124 77"]],
  ["order 4711 20 pieces", ["4711"]],
  ["My order 2026-11-24", []],
  ["booking 24.12.2026", []],
  ["booking 10-12 am", []],
  ["case 12.50", []],
  ["Invoice 4711 from 3 May", ["4711"]],
  ["Order 4711. Thanks", ["4711"]],
])("the number of an order is whole: %s", (text, orders) => {
  expect(
    entitiesOf(text)
      .filter(({ kind }) => kind === "orders")
      .map((found) => found.text),
  ).toEqual(orders);
});

test("a number beside an amount stays what it is", () => {
  expect(entitiesOf("order 123456 - 20 EUR")).toEqual([
    { kind: "amounts", text: "20 EUR" },
    { kind: "orders", text: "123456" },
  ]);
  expect(entitiesOf("order A4711 EUR").filter(({ kind }) => kind === "amounts")).toEqual([]);
});
