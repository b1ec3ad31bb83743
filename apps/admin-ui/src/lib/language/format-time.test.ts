import { expect, test } from "vitest";
import { formatAgo, formatDay, formatLocalTime, isSameDay } from "./format-time.ts";

const now = new Date(2026, 10, 21, 15, 0).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

test("times are as people say them", () => {
  expect(formatAgo(at(2026, 10, 21, 15, 1), now)).toBe("now");
  expect(formatAgo(at(2026, 10, 21, 14, 56), now)).toBe("4 min");
  expect(formatAgo(at(2026, 10, 21, 12, 0), now)).toBe("3 h");
  expect(formatAgo(at(2026, 10, 20, 9, 0), now)).toBe("Yesterday");
  expect(formatAgo(at(2026, 10, 12, 9, 0), now)).toBe("12 Nov");
});

test("days are calendar days of the reader", () => {
  expect(formatDay(at(2026, 10, 21, 0, 1), now)).toBe("Today");
  expect(formatDay(at(2026, 10, 20, 23, 59), now)).toBe("Yesterday");
  expect(formatDay(at(2026, 10, 16, 8, 0), now)).toBe("Monday 16 November");
  expect(isSameDay(at(2026, 10, 20, 23, 59), at(2026, 10, 21, 0, 1))).toBe(false);
});

test("somebody else's local time is in their zone, and unknown for a zone that does not exist", () => {
  const noonInGreenwich = Date.UTC(2026, 10, 21, 12);
  expect(formatLocalTime("Asia/Tokyo", noonInGreenwich)).toBe("Sat 21:00");
  expect(formatLocalTime("Middle/Earth", noonInGreenwich)).toBeNull();
});
