import { expect, test } from "vitest";
import { fulfilmentStatusOf, paymentStatusOf } from "./order-status.ts";

test.each([
  [{ authorized: 0, captured: 0, voided: 0, refunded: 0 }, "none"],
  [{ authorized: 5, captured: 0, voided: 0, refunded: 0 }, "authorized"],
  [{ authorized: 5, captured: 0, voided: 5, refunded: 0 }, "voided"],
  [{ authorized: 5, captured: 5, voided: 0, refunded: 0 }, "paid"],
  [{ authorized: 5, captured: 4, voided: 0, refunded: 0 }, "partially_paid"],
  [{ authorized: 5, captured: 5, voided: 0, refunded: 4 }, "partially_refunded"],
  [{ authorized: 5, captured: 4, voided: 0, refunded: 3 }, "partially_refunded"],
  [{ authorized: 5, captured: 5, voided: 0, refunded: 5 }, "refunded"],
  [{ authorized: 5, captured: 4, voided: 0, refunded: 4 }, "refunded"],
])("P59: a ledger of %o is %s", (sums, status) => {
  expect(paymentStatusOf(sums)).toBe(status);
});

const line = (quantity: number, canceled = 0, shipped = 0, delivered = 0) => ({
  quantity,
  canceled,
  shipped,
  delivered,
});

test.each([
  ["none", [line(2), line(1)], false],
  ["on_hold", [line(2)], true],
  ["partial", [line(2, 0, 1), line(1)], false],
  ["fulfilled", [line(2, 1, 1), line(1, 0, 1, 1)], false],
  ["delivered", [line(2, 1, 1, 1), line(1, 1)], false],
  ["none", [line(2, 2)], false],
] as const)("goods are %s", (status, lines, isHeld) => {
  expect(fulfilmentStatusOf(lines, isHeld)).toBe(status);
});
