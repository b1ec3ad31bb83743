import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quietUntil } from "./quiet-hours.ts";

const berlin = (from: string, to: string) => ({ from, to, timeZone: "Europe/Berlin" });
const at = (time: string) => Date.parse(time);

describe("quiet hours", () => {
  test.each([
    { name: "in the evening", now: "2026-11-21T21:30:00Z", until: "2026-11-22T06:00:00Z" },
    { name: "after midnight", now: "2026-11-22T02:00:30Z", until: "2026-11-22T06:00:00Z" },
    { name: "on the last minute", now: "2026-11-22T05:59:59Z", until: "2026-11-22T06:00:00Z" },
    { name: "in the night the clocks go back", now: "2026-10-24T21:00:00Z", until: "2026-10-25T06:00:00Z" },
    { name: "in the night the clocks go forward", now: "2026-03-28T22:00:00Z", until: "2026-03-29T05:00:00Z" },
  ])("$name end at seven on the wall clock", ({ now, until }) => {
    expect(quietUntil(berlin("22:00", "07:00"), at(now))).toBe(at(until));
  });

  test("do not hold outside, nor when they are empty, nor without any", () => {
    expect(quietUntil(berlin("22:00", "07:00"), at("2026-11-21T12:00:00Z"))).toBeNull();
    expect(quietUntil(berlin("22:00", "07:00"), at("2026-11-22T06:00:00Z"))).toBeNull();
    expect(quietUntil(berlin("08:00", "08:00"), at("2026-11-21T07:00:00Z"))).toBeNull();
    expect(quietUntil(null, at("2026-11-21T23:00:00Z"))).toBeNull();
  });

  test("always end, at their end, within 25 hours", () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hours, minutes]) => {
      const two = (value: number) => String(value).padStart(2, "0");
      return `${two(hours)}:${two(minutes)}`;
    });
    const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "UTC");
    const year = fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2026-12-31T00:00:00Z") });
    fc.assert(
      fc.property(time, time, zone, year, (from, to, timeZone, nowMs) => {
        const untilMs = quietUntil({ from, to, timeZone }, nowMs);
        if (untilMs === null) return;
        expect(untilMs).toBeGreaterThan(nowMs);
        expect(untilMs - nowMs).toBeLessThanOrEqual(25 * 3_600_000);
        expect(quietUntil({ from, to, timeZone }, untilMs)).toBeNull();
        expect(quietUntil({ from, to, timeZone }, untilMs - 1)).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});
