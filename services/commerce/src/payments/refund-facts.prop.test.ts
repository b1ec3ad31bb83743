import fc from "fast-check";
import { expect, test } from "vitest";
import { learnRefund, refundEntriesOf, type RefundState, stateOfRefund } from "./refund-facts.ts";

const NOTHING = { isSucceeded: false, isFailed: false };
const after = (told: readonly RefundState[]) => told.reduce(learnRefund, NOTHING);
const told = fc.array(fc.constantFrom<RefundState>("pending", "succeeded", "failed"), { maxLength: 8 });

test("P16, P18, P19: in whatever order it is told, and how often, a refund and its books are the same in the end", () => {
  fc.assert(
    fc.property(told, fc.array(fc.nat(20)), (states, picks) => {
      const repeated = [...states, ...picks.flatMap((at) => states[at % Math.max(states.length, 1)] ?? [])];
      expect(after(repeated.toSorted())).toEqual(after(states));
      expect(after(repeated.toReversed())).toEqual(after(states));
    }),
  );
});

test.each([
  [[], "pending", []],
  [["pending", "succeeded"], "succeeded", ["refunded"]],
  [["succeeded", "failed"], "failed", ["refunded", "refund_failed"]],
  [["failed", "pending"], "failed", []],
] as const)("after %s it is %s, and the ledger says %s", (states, state, entries) => {
  expect([stateOfRefund(after(states)), refundEntriesOf(after(states))]).toEqual([state, entries]);
});

test("what comes later is never less known, and is in the ledger once", () => {
  fc.assert(
    fc.property(told, fc.constantFrom<RefundState>("pending", "succeeded", "failed"), (states, next) => {
      const before = refundEntriesOf(after(states));
      const now = refundEntriesOf(after([...states, next]));
      expect(now.slice(0, before.length)).toEqual(before);
      expect(new Set(now).size).toBe(now.length);
    }),
  );
});
