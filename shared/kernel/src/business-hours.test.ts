import { describe, expect, test } from "vitest";
import { closedUntil } from "./business-hours.ts";

const weekdays = [1, 2, 3, 4, 5].map((day) => ({ day, from: "09:00", to: "17:30" }));
const berlin = { timeZone: "Europe/Berlin", spans: weekdays };
const opens = (now: string, hours = berlin) => {
  const untilMs = closedUntil(hours, Date.parse(now));
  return untilMs === null ? null : new Date(untilMs).toISOString();
};

describe("business hours", () => {
  test("never close where there are none", () => {
    expect(closedUntil(null, 0)).toBeNull();
  });

  test.each([
    ["2026-11-20T08:00:00Z", null],
    ["2026-11-20T16:29:59Z", null],
    ["2026-11-20T16:30:00Z", "2026-11-23T08:00:00.000Z"],
    ["2026-11-21T17:00:30Z", "2026-11-23T08:00:00.000Z"],
    ["2026-11-24T07:59:59Z", "2026-11-24T08:00:00.000Z"],
  ])("at %s they open again at %s", (now, until) => {
    expect(opens(now)).toBe(until);
  });

  test("09:00 is 09:00 after a change of the clock, too", () => {
    expect(opens("2026-03-27T17:00:00Z")).toBe("2026-03-30T07:00:00.000Z");
    expect(opens("2026-10-23T17:00:00Z")).toBe("2026-10-26T08:00:00.000Z");
  });

  test("a night shift is two spans, and a day may end at midnight", () => {
    const nights = {
      timeZone: "America/New_York",
      spans: [
        { day: 7, from: "22:00", to: "24:00" },
        { day: 1, from: "00:00", to: "06:00" },
      ],
    };
    expect(opens("2026-11-23T04:59:00Z", nights)).toBeNull();
    expect(opens("2026-11-23T10:59:00Z", nights)).toBeNull();
    expect(opens("2026-11-23T11:00:00Z", nights)).toBe("2026-11-30T03:00:00.000Z");
  });
});
