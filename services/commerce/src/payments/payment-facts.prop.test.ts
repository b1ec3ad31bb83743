import fc from "fast-check";
import { expect, test } from "vitest";
import type { Intent } from "./card-provider.ts";
import { entriesOf, type Facts, learn, stateOfFacts } from "./payment-facts.ts";

const NOTHING: Facts = { isAuthorized: false, captured: null, isVoided: false, isDeclined: false, isMismatch: false };
const AMOUNT = 1_000;
const PAYMENT = { amount: AMOUNT, currency: "EUR", capturing: null };

const intent = (status: Intent["status"], amount = AMOUNT): Intent => ({
  ...{ id: "pi_1", status, amount, currency: "EUR" },
  captured: status === "captured" ? AMOUNT : 0,
});
const told = fc.array(
  fc
    .record({
      status: fc.constantFrom<Intent["status"]>("pending", "needs_person", "authorized", "captured", "declined"),
      amount: fc.constantFrom(AMOUNT, AMOUNT, AMOUNT, AMOUNT, 999),
    })
    .map(({ status, amount }) => intent(status, amount)),
  { maxLength: 8 },
);
const after = (intents: readonly Intent[]) => intents.reduce((facts, one) => learn(facts, one, PAYMENT), NOTHING);

test("P16, P17, P18: in whatever order it is told, and how often, a payment and its books are the same in the end", () => {
  fc.assert(
    fc.property(told, fc.array(fc.nat(20)), (intents, picks) => {
      const repeated = [...intents, ...picks.flatMap((at) => intents[at % Math.max(intents.length, 1)] ?? [])];
      const shuffled = repeated.toSorted((left, right) => left.status.localeCompare(right.status));
      expect(after(shuffled)).toEqual(after(intents));
      expect(after(repeated.toReversed())).toEqual(after(intents));
      expect(entriesOf(after(repeated), AMOUNT)).toEqual(entriesOf(after(intents), AMOUNT));
    }),
  );
});

test.each([
  [["authorized", "declined"], "authorized"],
  [["captured", "authorized", "declined", "pending"], "captured"],
  [["voided", "authorized"], "voided"],
  [["declined"], "declined"],
  [["needs_person"], "pending"],
] as const)("P16, P18: after %s it is %s", (statuses, state) => {
  expect(stateOfFacts(after(statuses.map((status) => intent(status))))).toBe(state);
});

test("another amount is a mismatch for good, and moves nothing in the books", () => {
  const facts = after([intent("authorized", 999), intent("pending")]);
  expect([stateOfFacts(facts), entriesOf(facts, AMOUNT)]).toEqual(["mismatch", []]);
  expect(stateOfFacts(after([intent("authorized", 999), intent("captured")]))).toBe("mismatch");
});

test("a mismatch ends when all of it went back, and not when some of it was taken", () => {
  expect(stateOfFacts(after([intent("authorized", 999), intent("voided", 999)]))).toBe("voided");
  expect(stateOfFacts(after([intent("voided", 999), intent("authorized", 999)]))).toBe("voided");
  expect(stateOfFacts(after([intent("captured"), intent("authorized", 999), intent("voided")]))).toBe("mismatch");
});

test("what was captured is what was asked for", () => {
  const part = { ...intent("captured"), captured: 400 };
  expect(stateOfFacts(learn(NOTHING, part, { ...PAYMENT, capturing: 400 }))).toBe("captured");
  expect(stateOfFacts(learn(NOTHING, part, { ...PAYMENT, capturing: 500 }))).toBe("mismatch");
  expect(stateOfFacts(learn(NOTHING, { ...part, captured: 1_001 }, PAYMENT))).toBe("mismatch");
});

test("of what was never authorised nothing is given back", () => {
  expect(entriesOf(after([intent("voided")]), AMOUNT)).toEqual([]);
  expect(entriesOf(after([intent("voided"), intent("authorized")]), AMOUNT).map(({ kind }) => kind)).toEqual([
    "authorized",
    "voided",
  ]);
});
