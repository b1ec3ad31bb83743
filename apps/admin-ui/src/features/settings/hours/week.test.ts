import { expect, test } from "vitest";
import { isTurned, nextSpan, tidyHours, usualHours, withDay } from "./week.ts";

const hours = usualHours("Europe/Berlin");

test("the usual hours are those of a working week", () => {
  expect(hours.spans.map(({ day }) => day)).toEqual([1, 2, 3, 4, 5]);
});

test("a day's spans take the place of its own, and are put in order when all is typed", () => {
  const changed = withDay(hours, 1, [
    { from: "13:00", to: "18:00" },
    { from: "08:00", to: "12:00" },
  ]);
  const ofMonday = (spans: typeof changed.spans) => spans.filter(({ day }) => day === 1).map(({ from }) => from);
  expect(ofMonday(changed.spans)).toEqual(["13:00", "08:00"]);
  expect(ofMonday(tidyHours(changed).spans)).toEqual(["08:00", "13:00"]);
  expect(withDay(hours, 5, []).spans.some(({ day }) => day === 5)).toBe(false);
  expect(tidyHours({ ...changed, spans: changed.spans.toReversed() })).toEqual(tidyHours(changed));
});

test("each key that is typed into a span changes that span", () => {
  const put = (before: typeof hours, from: string) => {
    const spans = before.spans.filter(({ day }) => day === 1);
    return withDay(before, 1, [spans[0] ?? { from: "", to: "" }, { from, to: "18:00" }]);
  };
  const two = withDay(hours, 1, [
    { from: "08:00", to: "12:00" },
    { from: "13:00", to: "18:00" },
  ]);
  const typed = ["01:00", "14:00"].reduce(put, two);
  expect(tidyHours(typed).spans.filter(({ day }) => day === 1)).toEqual([
    { day: 1, from: "08:00", to: "12:00" },
    { day: 1, from: "14:00", to: "18:00" },
  ]);
});

test("another span comes after the last one, as long as there is room", () => {
  expect(nextSpan([])).toEqual({ from: "09:00", to: "17:00" });
  expect(nextSpan([{ day: 1, from: "08:00", to: "12:00" }])).toEqual({ from: "13:00", to: "16:00" });
  expect(nextSpan([{ day: 1, from: "08:00", to: "24:00" }])).toBeNull();
});

test("an end before the beginning is noticed", () => {
  expect(isTurned({ from: "09:00", to: "09:00" })).toBe(true);
  expect(isTurned({ from: "09:00", to: "24:00" })).toBe(false);
});
