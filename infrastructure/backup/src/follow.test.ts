import { expect, test } from "vitest";
import { pauseAfterFailures } from "./follow.ts";

test.each([
  [0, 60_000],
  [1, 60_000],
  [2, 120_000],
  [6, 1_920_000],
  [7, 3_600_000],
  [10_000, 3_600_000],
])("after %d base backups that failed, the next is tried in %d ms", (failures, pauseMs) => {
  expect(pauseAfterFailures(failures, 60_000)).toBe(pauseMs);
});
