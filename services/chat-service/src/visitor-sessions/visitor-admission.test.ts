import { expect, test } from "vitest";
import { difficultyBits } from "./visitor-admission.ts";

test.each([
  [101, 100, 15],
  [199, 100, 15],
  [200, 100, 16],
  [400, 100, 17],
  [3_200, 100, 20],
  [1_000_000, 100, 20],
  [2, 1, 16],
])("the %ith visitor of an hour with room for %i works for %i bits", (used, limit, bits) => {
  expect(difficultyBits(used, limit)).toBe(bits);
});
