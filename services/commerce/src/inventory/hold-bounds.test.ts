import { expect, test } from "vitest";
import { boundedShares, holdingWindow, mostHeldAnonymous } from "./hold-bounds.ts";

test.each([
  [3_000, 750],
  [21, 5],
  [24, 6],
  [3, 5],
  [0, 5],
])("of %i units somebody without a name holds %i at most", (available, most) => {
  expect(mostHeldAnonymous(available)).toBe(most);
});

test("what is held is cut in the order of its places, each variant by itself", () => {
  const share = (variantId: string, locationId: string, quantity: number) => ({
    ...{ key: variantId, variantId, locationId, quantity },
  });
  const free = (variantId: string, locationId: string, quantity: number) => ({
    ...{ variantId, locationId, quantity, rank: 0 },
  });
  const shares = [share("a", "1", 4), share("a", "2", 4), share("b", "1", 3), share("a", "3", 1)];
  const there = [free("a", "1", 4), free("a", "2", 12), free("a", "3", 8), free("b", "1", 3)];
  expect(boundedShares(shares, there, mostHeldAnonymous)).toEqual([
    share("a", "1", 4),
    share("a", "2", 2),
    share("b", "1", 3),
  ]);
});

const MINUTE_MS = 60_000;
test.each([
  ["the first", null, 0, 15],
  ["renewed", 0, 0, 15],
  ["at the end of the hour", 50, 50, 10],
  ["after the hour", 60, 60, null],
  ["in the pause", 119, 119, null],
  ["after the pause", 120, 0, 15],
] as const)("%s: units are held until the hour is over", (_, sinceFirst, sinceBegun, minutes) => {
  const at = new Date("2026-12-01T12:00:00.000Z");
  const ago = (count: number) => new Date(at.getTime() - count * MINUTE_MS);
  expect(holdingWindow(sinceFirst === null ? null : ago(sinceFirst), at)).toEqual({
    since: ago(sinceBegun),
    until: minutes === null ? null : ago(-minutes),
  });
});
