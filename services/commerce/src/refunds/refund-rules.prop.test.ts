import { AppError } from "@chorus/kernel/app-error";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planRefund, type RefundableState, type RefundPlan, type WantedRefund } from "./refund-rules.ts";

const A = "a line";
const B = "another line";

const lineOf = (id: string, quantity: number, total: number) => ({
  ...{ id, quantity, total },
  ...{ refundedUnits: 0, refundedAmount: 0 },
});
const stateOf = (more: Partial<RefundableState> = {}): RefundableState => ({
  ...{ currency: "EUR", left: 3_500, shipping: 500, isShippingRefunded: false },
  lines: [lineOf(A, 3, 1_000), lineOf(B, 1, 2_000)],
  ...more,
});

/** What is left after these refunds. */
function after(state: RefundableState, plans: readonly RefundPlan[]): RefundableState {
  const parts = plans.flatMap(({ lines }) => lines);
  const sum = (of: readonly number[]) => of.reduce((all, one) => all + one, 0);
  return {
    ...state,
    left: state.left - sum(plans.map(({ amount }) => amount)),
    isShippingRefunded: plans.some(({ shipping }) => shipping > 0),
    lines: state.lines.map((line) => {
      const own = parts.filter(({ lineId }) => lineId === line.id);
      return {
        ...line,
        refundedUnits: sum(own.map(({ quantity }) => quantity)),
        refundedAmount: sum(own.map(({ amount }) => amount)),
      };
    }),
  };
}

const line = fc
  .record({ quantity: fc.integer({ min: 1, max: 1_000 }), total: fc.integer({ min: 0, max: 50_000_000_000_000 }) })
  .map(({ quantity, total }) => lineOf(A, quantity, total));
const steps = fc.array(fc.record({ part: fc.double({ min: 0, max: 1, noNaN: true }), fails: fc.boolean() }), {
  maxLength: 12,
});

describe("units of a line", () => {
  test("P24, P26, P29, P30: whatever parts they come in, and whichever failed, in the end exactly what was paid went back", () => {
    fc.assert(
      fc.property(line, steps, (own, parts) => {
        const paid = stateOf({ left: own.total, lines: [own] });
        let made: RefundPlan[] = [];
        const refund = (quantity: number) => {
          const plan = planned({ lines: [{ lineId: A, quantity }], shipping: false }, after(paid, made));
          if (plan) made.push(plan);
          return plan;
        };
        for (const { part, fails } of parts) {
          const left = own.quantity - after(paid, made).lines[0]!.refundedUnits;
          if (left === 0) break;
          const plan = refund(Math.max(1, Math.floor(left * part)));
          expect(plan === null || (Number.isInteger(plan.amount) && plan.amount > 0)).toBe(true);
          expect(after(paid, made).left).toBeGreaterThanOrEqual(0);
          if (fails) made = made.slice(1);
        }
        const left = own.quantity - after(paid, made).lines[0]!.refundedUnits;
        if (left > 0) refund(left);
        expect(after(paid, made).left).toBe(0);
      }),
    );
  });

  test("one after the other give back shares that differ by a cent at most", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 100, max: 100_000 }), (quantity, total) => {
        const paid = stateOf({ left: total, lines: [lineOf(A, quantity, total)] });
        const made: RefundPlan[] = [];
        for (let unit = 0; unit < quantity; unit += 1)
          made.push(planRefund({ lines: [{ lineId: A, quantity: 1 }], shipping: false }, after(paid, made)));
        const amounts = made.map(({ amount }) => amount);
        expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
        expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(total);
      }),
    );
  });
});

test("P20, P21, P25, P28: nothing, more units than there are, more money than was taken and shipping twice are refused, whatever is asked", () => {
  const wanted: fc.Arbitrary<WantedRefund> = fc.oneof(
    fc.record({ amount: fc.integer({ min: 0, max: 4_000 }) }),
    fc.record({
      lines: fc.uniqueArray(fc.record({ lineId: fc.constantFrom(A, B), quantity: fc.integer({ min: 1, max: 4 }) }), {
        selector: ({ lineId }) => lineId,
      }),
      shipping: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(fc.array(wanted, { maxLength: 20 }), fc.integer({ min: 0, max: 3_500 }), (all, taken) => {
      const paid = stateOf({ left: taken });
      const made: RefundPlan[] = [];
      for (const one of all) {
        const plan = planned(one, after(paid, made));
        if (plan) made.push(plan);
      }
      const end = after(paid, made);
      expect(end.left).toBeGreaterThanOrEqual(0);
      for (const { quantity, refundedUnits } of end.lines) expect(refundedUnits).toBeLessThanOrEqual(quantity);
      expect(made.filter(({ shipping }) => shipping > 0).length).toBeLessThanOrEqual(1);
      expect(made.every(({ amount }) => amount > 0)).toBe(true);
    }),
  );
});

/** Null: refused. */
function planned(wanted: WantedRefund, state: RefundableState): RefundPlan | null {
  try {
    return planRefund(wanted, state);
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return null;
    throw error;
  }
}

describe("what is refused says why", () => {
  test.each([
    [{ amount: 3_501 }, {}, "conflict", "35.01 EUR is more than what is left of the payment: 35.00 EUR."],
    [{ amount: 0 }, {}, "conflict", "nothing to give back"],
    [{ amount: 1 }, { left: 0 }, "conflict", "All of the payment has been given back"],
    [{ lines: [{ lineId: "no line", quantity: 1 }], shipping: false }, {}, "invalid", "must be a line of this order"],
    [{ lines: [{ lineId: A, quantity: 4 }], shipping: false }, {}, "conflict", "only 3 can be given back"],
    [{ lines: [], shipping: true }, { shipping: 0 }, "conflict", "Shipping was free"],
    [{ lines: [], shipping: true }, { isShippingRefunded: true }, "conflict", "Shipping has been given back"],
  ] as const)("%o with %o", (wanted, more, code, detail) => {
    expect(() => planRefund(wanted, stateOf(more))).toThrow(
      expect.objectContaining({ code, detail: expect.stringContaining(detail) }),
    );
  });
});
