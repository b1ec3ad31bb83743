import { expect, test } from "vitest";
import type { Draft } from "../drafts/draft.ts";
import { checkCitations } from "./check-citations.ts";

const AT = "2026-12-01T09:00:00.000Z";

/** Why a statement about one message is not kept; null when it is. */
function whyRejected(said: string, statement: string): string | null {
  const line = { seq: 1, role: "customer" as const, name: "Cara", at: AT, text: said };
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
])("what counts a number, parts it and whose dollar it is belongs to it: %s", (said, right, wrong) => {
  expect(whyRejected(said, right)).toBeNull();
  expect(whyRejected(said, wrong)).toMatch(/is not in its source/);
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
