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
])("a sign is a part of its number: %s", (said, right, wrong) => {
  expect(whyRejected(said, right)).toBeNull();
  expect(whyRejected(said, wrong)).toMatch(/is not in its source/);
});

test.each([
  ["It costs 5-10 EUR each.", "It costs up to 10 EUR."],
  ["Order SO-48213 is late.", "The order 48213 is late."],
  ["Call 030-1234567 please.", "The number is 030-1234567."],
])("a hyphen is no sign: %s", (said, statement) => {
  expect(whyRejected(said, statement)).toBeNull();
});
