import { expect, test } from "vitest";
import { Summary } from "./summary.ts";

const sample = (contestant: string, round: number, cpu: number) => ({
  workload: "w",
  contestant,
  round,
  metrics: { cpu },
});

test("ratios are made within a round: a slow round slows both", () => {
  const summary = new Summary([
    ...[sample("ours", 0, 10), sample("theirs", 0, 20)],
    ...[sample("ours", 1, 100), sample("theirs", 1, 400)],
    ...[sample("ours", 2, 30), sample("theirs", 2, 60)],
    // Theirs did not run.
    sample("ours", 3, 1),
  ]);
  expect(summary.ratio("w", "cpu", ["ours", "theirs"])).toEqual({ median: 0.5, least: 0.25, most: 0.5 });
  expect(summary.of("w", "ours", "cpu")).toEqual({ median: 20, least: 1, most: 100 });
  expect(summary.of("w", "theirs", "unknown").median).toBeNaN();
});
