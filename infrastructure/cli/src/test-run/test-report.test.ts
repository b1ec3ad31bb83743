import { expect, test } from "vitest";
import { renderTotal, toReason } from "./test-report.ts";

test("the last line is the sum, and every failure is said before it", () => {
  const reports = [
    { passed: 3, failures: [{ test: "a.test.ts › adds", reason: "expected 3\n  at a.test.ts:4" }] },
    { passed: 4, failures: [] },
  ];

  expect(renderTotal(reports)).toBe("✗ a.test.ts › adds\n    expected 3\n      at a.test.ts:4\n\n7 passed, 1 failed");
  expect(renderTotal([{ passed: 2, failures: [] }])).toBe("2 passed, 0 failed");
});

test("a reason has no colours, is short, and names our code", () => {
  expect(toReason("late\n  at a.ts:8\n  at node:internal/timers:685")).toBe("late\n  at a.ts:8");
  expect(toReason("\u001B[31mexpected\u001B[39m 1")).toBe("expected 1");
  expect(toReason("line\n".repeat(50)).split("\n")).toHaveLength(12);
});
