import { expect, test } from "vitest";
import type { Draft } from "../drafts/draft.ts";
import { checkCitations } from "./check-citations.ts";

const AT = "2026-12-01T09:00:00.000Z";

/** Why a statement about one message is not kept; null when it is. */
function whyRejected(said: string, statement: string, name = "Cara"): string | null {
  const line = { seq: 1, role: "customer" as const, name, at: AT, text: said };
  const draft = { brief: { facts: [{ text: statement, cites: [1] }] } } as unknown as Draft;
  return checkCitations(draft, [line]).rejected[0]?.reason ?? null;
}

test.each([
  ["My balance is -12.50 EUR today.", "The balance is -12.50 EUR.", "The balance is 12.50 EUR."],
  ["Mein Saldo ist −99,90 €.", "Der Saldo ist −99,90 €.", "Der Saldo ist 99,90 €."],
  ["You took $-15.99 from me.", "$-15.99 were taken.", "$15.99 were taken."],
  ["You took -$15.99 from me.", "-$15.99 were taken.", "$15.99 were taken."],
  ["My balance is -1,234.56 EUR.", "The balance is -1,234.56 EUR.", "The balance is 1,234.56 EUR."],
  ["I got 20 EUR back.", "20 EUR came back.", "-20 EUR came back."],
  ["Es sind minus 20 Euro.", "Es sind minus 20 Euro.", "Es sind 20 Euro."],
  ["The refund is -A$15.", "-A$15 are due.", "A$15 are due."],
])("a sign is a part of its number: %s", (said, right, wrong) => {
  expect(whyRejected(said, right)).toBeNull();
  expect(whyRejected(said, wrong)).toMatch(/is not in its source/);
});

test.each([
  ["It was CHF 1’250.– in all.", "It was CHF 1’250.– in all.", "It was CHF 250.– in all."],
  ["It was CHF 1’250.– in all.", "It was CHF 1'250 in all.", "It was CHF 1 in all."],
  ["It was 1\u202F250,00 € in all.", "It was 1\u202F250,00 € in all.", "It was 250,00 € in all."],
  ["It was 1.250 EUR in all.", "It was 1.250 EUR in all.", "It was 250 EUR in all."],
  ["I paid €20k for it.", "It was €20k.", "It was €20."],
  ["I paid 20k € for it.", "It was 20k €.", "It was 20 €."],
  ["It is $1.2 million.", "It is $1.2 million.", "It is $1.2 in all."],
  ["Es sind 5 Mrd. Euro.", "Es sind 5 Mrd. Euro.", "Es sind 5 Mio. Euro."],
  ["I paid $20 for it.", "It was $20.", "It was $20k."],
  ["We refund A$20.", "A$20 come back.", "$20 come back."],
  ["We refund US $20.", "US $20 come back.", "CA$20 come back."],
  ["I paid 20 grand for it.", "It was 20 grand.", "It was $20."],
  ["I paid 20 grand for it.", "It was 20 thousand.", "It was 20 EUR."],
  ["Ich habe dafür 5 Mill. Euro bezahlt.", "Es waren 5 Mio. Euro.", "Es waren 5 Euro."],
  ["Son 5 mil millones de euros.", "Son 5 mil millones de euros.", "Son 5 mil euros."],
  ["It is $50 CAD.", "It is $50 CAD.", "It is $50."],
  ["It is $50 CAD.", "It is CA$50.", "It is A$50."],
  ["It is 50 CAD.", "It is 50 CAD.", "It is 50 USD."],
  ["It is -CAD 50 now.", "It is -CAD 50.", "It is 50 CAD."],
  ["It is $20k CAD.", "It is $20k CAD.", "It is $20k."],
  ["It is 50 Canadian dollars.", "It is 50 CAD.", "It is 50 dollars."],
  ["Son 50 dólares canadienses.", "Son 50 CAD.", "Son 50 dólares."],
  ["It costs 50 EUR.", "It costs €50.", "It costs $50."],
  ["Das kostet 50 CHF und ist nicht da.", "Es sind 50 Franken.", "Es sind 50 Euro."],
  ["It costs £50.", "It costs 50 pounds.", "It costs 50 dollars."],
  ["It costs EUR 50.", "It costs 50 €.", "It costs USD 50."],
])("what counts a number, parts it and whose dollar it is belongs to it: %s", (said, right, wrong) => {
  expect(whyRejected(said, right)).toBeNull();
  expect(whyRejected(said, wrong)).toMatch(/is not in its source/);
});

test.each(["İbrahim", "İİİİ", "Cara"])("a name does not move the numbers beside it: %s", (name) => {
  expect(whyRejected("The refund is -50 EUR for it.", "The refund is -50 EUR.", name)).toBeNull();
  expect(whyRejected("The refund is -50 EUR for it.", "The refund is 50 EUR.", name)).toMatch(/is not in its source/);
  expect(whyRejected("Order 4711 is late.", "Order 711 is late.", name)).toMatch(/is not in its source/);
});

test.each([
  ["It costs 5-10 EUR each.", "It costs up to 10 EUR."],
  ["Order SO-48213 is late.", "The order 48213 is late."],
  ["Call 030-1234567 please.", "The number is 030-1234567."],
  ["The cable has 20m.", "The cable has 20 m."],
  ["It came on 24.12.2026 at 5 pm.", "At 5 it came."],
])("a hyphen is no sign: %s", (said, statement) => {
  expect(whyRejected(said, statement)).toBeNull();
});

test.each([
  ["It costs 50 EUR.", "It costs 50."],
  ["It costs 50.", "It costs 50 EUR."],
  ["It costs $50.", "It costs 50 dollars."],
  ["It costs $50.", "It costs 50 USD."],
  ["It costs USD 50.", "It costs $50."],
  ["It costs 50 dollars.", "It costs US$50."],
  ["We refund US $20.", "20 USD come back."],
  ["It costs A$50.", "It costs 50 AUD."],
  ["It costs 20 to 30 EUR.", "It costs 20 EUR at least."],
  ["Is 4 Mill Lane still right?", "Is 4"],
  ["She is at 20 Grand Avenue.", "She is at 20."],
])(
  "a currency is the same in any spelling and need not be said, and a street counts nothing: %s",
  (said, statement) => {
    expect(whyRejected(said, statement)).toBeNull();
  },
);
