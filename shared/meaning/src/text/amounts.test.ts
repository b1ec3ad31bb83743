import { expect, test } from "vitest";
import { entitiesOf } from "./entities.ts";

const amountsOf = (text: string) =>
  entitiesOf(text)
    .filter(({ kind }) => kind === "amounts")
    .map((one) => one.text);

test.each([
  "It costs .99 $.",
  "Es kostet ,99 €.",
  "That is 20 euro cents.",
  "Das sind 20 Euro-Cent.",
  "That is 20 euros and 50 cents.",
  "Das sind 20 Euro und 50 Cent.",
  "Son 20 euros con 50 céntimos.",
  "It costs 1 0000 €.",
  "It costs 1 2 3 €.",
  "Es kostet 12:30 €.",
])("%s: in part, which is none", (text) => {
  expect(amountsOf(text)).toEqual([]);
});

test.each([
  ["It costs 1 250 €.", "1 250 €"],
  ["Preis:30 €", "30 €"],
  ["Order 4711 20 EUR", "20 EUR"],
  ["Es kostet EUR 1’250.–", "EUR 1’250.–"],
  ["At 12:30 20 EUR", "20 EUR"],
  ["It costs 0.99 $.", "0.99 $"],
])("%s: whole", (text, amount) => {
  expect(amountsOf(text)).toEqual([amount]);
});
