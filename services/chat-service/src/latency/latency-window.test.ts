import { LATENCY_WINDOWS } from "@chorus/contracts/latency";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rollUpsAt, windowStart } from "./latency-window.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const moments = fc.integer({ min: Date.parse("2026-01-01T00:00:00Z"), max: Date.parse("2027-12-31T23:59:59Z") });

test("windows begin on a whole minute, hour and day", () => {
  const nowMs = Date.parse("2026-11-30T17:42:13.500Z");
  expect(LATENCY_WINDOWS.map((window) => windowStart(window, nowMs).toISOString())).toEqual([
    "2026-11-30T16:42:00.000Z",
    "2026-11-29T17:00:00.000Z",
    "2026-10-31T00:00:00.000Z",
  ]);
});

test("a window has its rows by a length that it is made of: none is cut by its beginning", () => {
  fc.assert(
    fc.property(moments, (nowMs) => {
      const [minutes, hours, days] = rollUpsAt(nowMs).map(({ before }) => before.getTime());
      // An hour that was added up ends before the window of the last hour begins; so do days before that of the last day.
      expect(minutes).toBeLessThanOrEqual(windowStart("hour", nowMs).getTime() - HOUR_MS);
      expect(hours).toBeLessThanOrEqual(windowStart("day", nowMs).getTime());
      expect(days).toBeLessThan(windowStart("month", nowMs).getTime());
    }),
  );
});

test("only whole hours and days are added up, of which no process hands anything over any more", () => {
  fc.assert(
    fc.property(moments, (nowMs) => {
      const [minutes, hours] = rollUpsAt(nowMs).map(({ before }) => before.getTime());
      expect((minutes ?? 0) % HOUR_MS).toBe(0);
      expect((hours ?? 0) % DAY_MS).toBe(0);
      expect(nowMs - (minutes ?? 0)).toBeGreaterThanOrEqual(2 * HOUR_MS);
    }),
  );
});
