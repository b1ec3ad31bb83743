import { expect, test } from "vitest";
import { formatDay, formatMinutes, formatNames, formatOpening, formatWhen } from "./times.ts";

const at = (text: string) => new Date(text).toISOString();
const NOON = Date.parse(at("2026-11-29T12:00:00"));

test("a day is said as people say it, with the time of its first message", () => {
  expect(formatDay(at("2026-11-29T09:41:00"), NOON)).toBe("Today 9:41 AM");
  expect(formatDay(at("2026-11-28T23:59:00"), NOON)).toBe("Yesterday 11:59 PM");
  expect(formatDay(at("2026-11-23T09:41:00"), NOON)).toBe("Monday, November 23 9:41 AM");
  expect(formatDay(at("2025-11-23T09:41:00"), NOON)).toBe("Sunday, November 23, 2025 9:41 AM");
});

test("lists have the time today, the weekday this week, the date before", () => {
  expect(formatWhen(at("2026-11-29T00:01:00"), NOON)).toBe("12:01 AM");
  expect(formatWhen(at("2026-11-24T09:41:00"), NOON)).toBe("Tue");
  expect(formatWhen(at("2026-11-22T09:41:00"), NOON)).toBe("Nov 22");
  expect(formatWhen(at("2025-11-22T09:41:00"), NOON)).toBe("Nov 22, 2025");
});

test("an opening names the day unless it is today", () => {
  expect(formatOpening(at("2026-11-29T14:00:00"), NOON)).toEqual({ isToday: true, time: "2:00 PM" });
  expect(formatOpening(at("2026-11-30T09:00:00"), NOON)).toEqual({ isToday: false, time: "Monday 9:00 AM" });
  expect(formatOpening(at("2026-12-06T09:00:00"), NOON).time).toMatch(/December 6/);
});

test("waits are minutes, then hours; people have first names", () => {
  expect([1, 59, 60, 150].map(formatMinutes)).toEqual(["1 min", "59 min", "1 hour", "3 hours"]);
  expect(formatNames(["Ana Lima", "Sam", "Priya Raman"])).toBe("Ana, Sam, and Priya");
});
