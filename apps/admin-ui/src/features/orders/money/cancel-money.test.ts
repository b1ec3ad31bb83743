import type { Payment } from "@chorus/contracts/entities/payment";
import { expect, test } from "vitest";
import { cancelMoneyOf } from "./cancel-money.ts";

const euros = (amount: number) => ({ amount, currency: "EUR" as const });
const payment = (method: Payment["method"], state: Payment["state"]) => ({ method, state }) as Payment;

test.each([
  ["released", 0, [payment("card", "authorized")]],
  ["refunded", 4_000, [payment("card", "captured")]],
  ["agreed", 0, [payment("manual", "authorized")]],
  ["none", 0, [payment("card", "voided")]],
  ["none", 0, []],
] as const)("%s, with %i refunded and %o", (money, refunded, payments) => {
  expect(cancelMoneyOf({ refunded: euros(refunded) }, payments)).toBe(money);
});
