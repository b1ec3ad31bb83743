import fc from "fast-check";
import { expect, test } from "vitest";
import { attemptAfter, backoffMs, requestRetryMs } from "./backoff.ts";

test("doubles from half a second to twenty seconds", () => {
  const ceilings = [0, 1, 2, 3, 4, 5, 6, 7].map((attempt) => backoffMs(attempt, 1));
  expect(ceilings).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
});

test("is a random part of the ceiling, for any number of attempts", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.double({ min: 0, max: 0.999999, noNaN: true }), (attempt, random) => {
      const waitMs = backoffMs(attempt, random);
      expect(waitMs).toBeGreaterThanOrEqual(0);
      expect(waitMs).toBeLessThanOrEqual(20_000);
    }),
  );
});

test("a request on an open socket is repeated after five seconds at most, however long its service was away", () => {
  expect([0, 1, 2, 3, 4, 40].map((attempt) => requestRetryMs(attempt, 1))).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  expect(requestRetryMs(40, 0.5)).toBe(2500);
});

test("thirty seconds online are healthy; who was let in for less waits eight seconds at most, however often it has failed", () => {
  expect(attemptAfter(9, 30_000)).toBe(0);
  expect(attemptAfter(9, null)).toBe(9);
  expect(attemptAfter(2, 29_999)).toBe(2);
  expect(backoffMs(attemptAfter(9, 29_999), 1)).toBe(8_000);
});
