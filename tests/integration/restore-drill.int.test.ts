import { expect, it } from "vitest";
import { runDrill } from "../restore-drill/drill.ts";

it(
  "a lost database comes back: nothing acknowledged is missing, nobody erased is in it",
  { timeout: 240_000 },
  async ({ annotate }) => {
    const lines: string[] = [];
    const report = await runDrill({ writeMs: 3_000, withSearch: false, log: (text) => lines.push(text) });
    await annotate([...lines, JSON.stringify(report)].join("\n"));
    expect(report.problems).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(50);
    expect(report.wantedAtTarget).toBeGreaterThan(20);
    expect(report.rpoSeconds).toBeLessThan(60);
    expect(report.tooLate).toMatch(/^The archive ends with a commit at .*, earlier than /);
  },
);
