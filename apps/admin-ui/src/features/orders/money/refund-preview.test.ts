import type { Order } from "@chorus/contracts/entities/order";
import type { Payment } from "@chorus/contracts/entities/payment";
import type { Refund } from "@chorus/contracts/entities/refund";
import { expect, test } from "vitest";
import { costOfRefund, refundableOf } from "./refund-preview.ts";

const euros = (amount: number) => ({ amount, currency: "EUR" as const });
const order = {
  lines: [
    { id: "three", quantity: 3, total: euros(1_000) },
    { id: "one", quantity: 1, total: euros(2_000) },
  ],
  total: euros(3_595),
} as unknown as Order;
const payment = { id: "paid", captured: euros(3_595) } as unknown as Payment;
const refund = (more: Partial<Refund>) =>
  ({ paymentId: "paid", state: "succeeded", lines: [], shipping: euros(0), ...more }) as unknown as Refund;
const units = (entries: Record<string, number>, hasShipping = false) => ({
  ...{ units: new Map(Object.entries(entries)), hasShipping },
});

test("units cost the share of what was paid for them, and shipping comes with its tax", () => {
  const all = refundableOf(order, payment, []);
  expect(all).toMatchObject({ left: 3_595, shipping: 595 });
  expect(costOfRefund(all, units({ three: 1 }))).toBe(333);
  expect(costOfRefund(all, units({ three: 3, one: 1 }, true))).toBe(3_595);
  expect(costOfRefund(all, units({}))).toBe(0);
  expect(costOfRefund(all, { amount: 12 })).toBe(12);
});

test("what is given back or on its way is not there again; what has failed is", () => {
  const lines = [{ lineId: "three", quantity: 2, amount: euros(666) }];
  const before = [
    refund({ amount: euros(1_261), lines, shipping: euros(595), state: "pending" }),
    refund({ amount: euros(2_000), lines: [{ lineId: "one", quantity: 1, amount: euros(2_000) }], state: "failed" }),
  ];
  const rest = refundableOf(order, payment, before);
  expect(rest).toMatchObject({ left: 2_334, shipping: 0 });
  expect(rest.lines.map(({ unitsLeft }) => unitsLeft)).toEqual([1, 1]);
  expect(costOfRefund(rest, units({ three: 1, one: 1 }, true))).toBe(2_334);
});
