import { expect, test } from "vitest";
import { BUDGETS_BYTES, overBudget } from "./bundle-sizes.ts";

test("a byte too many is too many", () => {
  expect(overBudget(BUDGETS_BYTES)).toEqual([]);
  expect(overBudget({ ...BUDGETS_BYTES, loader: BUDGETS_BYTES.loader + 1 })).toEqual([
    "the widget's loader has 5121 bytes gzipped; 5120 are allowed",
  ]);
});
