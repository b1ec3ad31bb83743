import { ORDER_ACTIONS } from "@chorus/contracts/entities/order";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type OrderState, possibleActions, requirePossible } from "./order-rules.ts";

const state: fc.Arbitrary<OrderState> = fc.record({
  status: fc.constantFrom("placed", "canceled", "closed"),
  isHeld: fc.boolean(),
  isErased: fc.boolean(),
  shippedUnits: fc.nat(3),
  isTaken: fc.boolean(),
  isMismatch: fc.boolean(),
  isRefundable: fc.boolean(),
});

test("what is offered can be done, and what is not offered is refused with what can be done instead", () => {
  fc.assert(
    fc.property(state, (order) => {
      const offered = possibleActions(order);
      for (const action of offered) requirePossible(action, order);
      for (const action of ORDER_ACTIONS.filter((one) => !offered.includes(one)))
        expect(() => requirePossible(action, order)).toThrow(
          expect.objectContaining({ code: "conflict", detail: expect.stringContaining(offered.join(", ")) }),
        );
    }),
  );
});

test("a canceled order is frozen, and nothing that was shipped or paid, or whose payment is a mismatch, is canceled", () => {
  fc.assert(
    fc.property(state, (order) => {
      const offered = possibleActions(order);
      expect(
        order.status !== "placed" && offered.some((action) => ["hold", "release", "cancel"].includes(action)),
      ).toBe(false);
      const isBound = order.shippedUnits > 0 || order.isTaken || order.isMismatch;
      expect(isBound && offered.includes("cancel")).toBe(false);
    }),
  );
});
