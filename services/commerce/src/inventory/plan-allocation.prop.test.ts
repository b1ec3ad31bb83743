import fc from "fast-check";
import { expect, test } from "vitest";
import { type Demand, type Free, planAllocation } from "./plan-allocation.ts";

const variantId = fc.constantFrom("v1", "v2", "v3");
const demands = fc
  .array(fc.record({ variantId, quantity: fc.integer({ min: 1, max: 6 }) }), { minLength: 1, maxLength: 5 })
  .map((lines) => lines.map((line, at): Demand => ({ ...line, key: `line ${at}` })));
const free = fc
  .uniqueArray(
    fc.record({ variantId, locationId: fc.constantFrom("a", "b", "c"), quantity: fc.integer({ min: -2, max: 8 }) }),
    { selector: (one) => `${one.variantId} ${one.locationId}` },
  )
  .map((places) => places.map((place): Free => ({ ...place, rank: place.locationId.charCodeAt(0) })));

const sum = (parts: readonly { quantity: number }[]) => parts.reduce((total, { quantity }) => total + quantity, 0);

test("P1, P6, P58: a plan is found just when there are enough units, over all lines and locations together", () => {
  fc.assert(
    fc.property(demands, free, (lines, places) => {
      const enough = ["v1", "v2", "v3"].every((id) => {
        const there = places.filter((place) => place.variantId === id && place.quantity > 0);
        return sum(lines.filter((line) => line.variantId === id)) <= sum(there);
      });
      expect("shares" in planAllocation(lines, places)).toBe(enough);
    }),
  );
});

test("each line gets what it wants, and no location gives more than it has", () => {
  fc.assert(
    fc.property(demands, free, (lines, places) => {
      const plan = planAllocation(lines, places);
      fc.pre("shares" in plan);
      for (const { key, quantity } of lines)
        expect(sum(plan.shares.filter((share) => share.key === key))).toBe(quantity);
      for (const place of places) {
        const taken = plan.shares.filter(
          (share) => share.variantId === place.variantId && share.locationId === place.locationId,
        );
        expect(sum(taken)).toBeLessThanOrEqual(Math.max(place.quantity, 0));
      }
      expect(plan.shares.every(({ quantity }) => quantity > 0)).toBe(true);
    }),
  );
});

test("one location that has all is taken before two of a lower rank, and what is missing is named", () => {
  const lines = [
    { key: "1", variantId: "v1", quantity: 2 },
    { key: "2", variantId: "v2", quantity: 1 },
  ];
  const place = (locationId: string, rank: number, id: string, quantity: number) => ({
    variantId: id,
    locationId,
    rank,
    quantity,
  });
  const split = [place("a", 0, "v1", 2), place("b", 1, "v2", 5)];
  const plan = planAllocation(lines, [...split, place("c", 2, "v1", 2), place("c", 2, "v2", 1)]);
  expect("shares" in plan && new Set(plan.shares.map(({ locationId }) => locationId))).toEqual(new Set(["c"]));
  expect(planAllocation(lines, [place("a", 0, "v1", 1)])).toEqual({
    shortages: [
      { variantId: "v1", wanted: 2, available: 1 },
      { variantId: "v2", wanted: 1, available: 0 },
    ],
  });
});
