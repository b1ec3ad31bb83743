import { expect, test, vi } from "vitest";
import { repeat } from "./repeat.ts";

const logger = { info: () => undefined, warn: () => undefined } as never;
const NEVER_MS = 3_600_000;

test("a nudge while nothing runs runs it now, one during a run runs it again", async () => {
  let runs = 0;
  let release: () => void = () => undefined;
  const repeating = repeat({
    ...{ name: "work", everyMs: NEVER_MS, logger },
    work: async () => {
      runs += 1;
      if (runs === 1) await new Promise<void>((resolve) => (release = resolve));
      return false;
    },
  });
  repeating.nudge();
  repeating.nudge();
  await vi.waitFor(() => expect(runs).toBe(1));
  repeating.nudge();
  release();
  await vi.waitFor(() => expect(runs).toBe(2));
  repeating.nudge();
  await vi.waitFor(() => expect(runs).toBe(3));
  await repeating.stop();
});

test("what is stopped tells its work so, and is not nudged any more", async () => {
  let runs = 0;
  const repeating = repeat({
    ...{ name: "work", everyMs: NEVER_MS, logger },
    work: async (signal) => {
      runs += 1;
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      return true;
    },
  });
  repeating.nudge();
  await vi.waitFor(() => expect(runs).toBe(1));
  await repeating.stop();
  repeating.nudge();
  await repeating.stop();
  expect(runs).toBe(1);
});
