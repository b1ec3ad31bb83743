import { AppError } from "@chorus/kernel/app-error";
import { expect, test, vi } from "vitest";
import { timeSend } from "./time-send.ts";

function start() {
  const latency = { took: vi.fn<() => void>(), failed: vi.fn<() => void>() };
  let nowMs = 1_000;
  return { latency, clock: { now: () => (nowMs += 20) } };
}

test("a message that is stored counts with its time", async () => {
  const context = start();
  expect(await timeSend(context, "t", () => Promise.resolve("stored"))).toBe("stored");
  expect(context.latency.took.mock.calls).toEqual([["t", 20, 1_040]]);
  expect(context.latency.failed).not.toHaveBeenCalled();
});

test.each([
  ["unavailable", 1],
  ["internal", 1],
  ["not_found", 0],
  ["rate_limited", 0],
] as const)("one that ends as %s counts as failed %i times", async (code, times) => {
  const context = start();
  await expect(timeSend(context, "t", () => Promise.reject(new AppError(code)))).rejects.toMatchObject({ code });
  expect(context.latency.failed).toHaveBeenCalledTimes(times);
  expect(context.latency.took).not.toHaveBeenCalled();
});
