import { expect, test, vi } from "vitest";
import { periodically } from "./periodically.ts";

const logger = { info: () => undefined, warn: () => undefined } as never;
const NEVER_MS = 3_600_000;

test("a nudge while nothing runs runs it now, one during a run runs it again", async () => {
  let runs = 0;
  let release: () => void = () => undefined;
  const periodic = periodically({
    ...{ name: "work", everyMs: NEVER_MS, logger },
    work: async () => {
      runs += 1;
      if (runs === 1) await new Promise<void>((resolve) => (release = resolve));
      return false;
    },
  });
  periodic.nudge();
  periodic.nudge();
  await vi.waitFor(() => expect(runs).toBe(1));
  periodic.nudge();
  release();
  await vi.waitFor(() => expect(runs).toBe(2));
  periodic.nudge();
  await vi.waitFor(() => expect(runs).toBe(3));
  await periodic.stop();
});

test("what is stopped tells its work so, and is not nudged any more", async () => {
  let runs = 0;
  const periodic = periodically({
    ...{ name: "work", everyMs: NEVER_MS, logger },
    work: async (signal) => {
      runs += 1;
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      return true;
    },
  });
  periodic.nudge();
  await vi.waitFor(() => expect(runs).toBe(1));
  await periodic.stop();
  periodic.nudge();
  await periodic.stop();
  expect(runs).toBe(1);
});
