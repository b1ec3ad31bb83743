import { Store } from "@chorus/client-sdk/observable";
import { expect, test } from "vitest";
import { followServerClock } from "../browser/now.ts";
import {
  addDays,
  addMonths,
  formatTypedDay,
  parseTypedDay,
  today,
  startOfWeek,
  typedDayPattern,
  weeksOfMonth,
} from "./calendar-day.ts";

test("a typed day is read in the reader's order, and as machines write it", () => {
  expect(parseTypedDay("03/11/2026", "en-GB")).toBe("2026-11-03");
  expect(parseTypedDay("11/03/2026", "en-US")).toBe("2026-11-03");
  expect(parseTypedDay("3.11.26", "de-DE")).toBe("2026-11-03");
  expect(parseTypedDay("2026-11-03", "de-DE")).toBe("2026-11-03");
});

test("what is no day is none", () => {
  for (const text of ["", "31.02.2026", "12/13/2026", "tomorrow", "1.2", "00.01.2026"])
    expect(parseTypedDay(text, "de-DE"), text).toBeNull();
});

test("what is shown is read again as the same day", () => {
  for (const tag of ["en-GB", "en-US", "de-DE"])
    expect(parseTypedDay(formatTypedDay("2026-02-09", tag), tag)).toBe("2026-02-09");
});

test("days and months go over ends of months and years", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
});

test("a month is six weeks that begin on the reader's first day", () => {
  expect(startOfWeek("2026-11-29", 1)).toBe("2026-11-23");
  expect(startOfWeek("2026-11-29", 7)).toBe("2026-11-29");
  const weeks = weeksOfMonth("2026-11-15", 1);
  expect(weeks).toHaveLength(6);
  expect(weeks[0]?.[0]).toBe("2026-10-26");
});

test("an empty field shows the reader's order", () => {
  expect(["en-GB", "en-US", "de-DE"].map((tag) => typedDayPattern(tag))).toEqual([
    "dd/mm/yyyy",
    "mm/dd/yyyy",
    "TT.MM.JJJJ",
  ]);
});

test("today is the server's, whatever this machine's clock says", () => {
  const own = today();
  const leave = followServerClock(new Store<number | null>(-86_400_000));
  expect(today()).toBe(addDays(own, -1));
  leave();
});
