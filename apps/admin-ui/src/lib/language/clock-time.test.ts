import { expect, test } from "vitest";
import { formatClockTime, parseTypedTime } from "./clock-time.ts";

test("a time is read as people type it", () => {
  const typed = {
    "9": "09:00",
    "930": "09:30",
    "9.30": "09:30",
    "17:05": "17:05",
    "9:30 pm": "21:30",
    "12 am": "00:00",
  };
  for (const [text, time] of Object.entries(typed)) expect(parseTypedTime(text), text).toBe(time);
  expect(parseTypedTime("18 Uhr")).toBe("18:00");
});

test("what is no time is none", () => {
  for (const text of ["", "25", "9:75", "soon", "13 pm"]) expect(parseTypedTime(text), text).toBeNull();
});

test("what is shown is read again as the same time", () => {
  for (const tag of ["en-GB", "en-US", "de-DE"])
    expect(parseTypedTime(formatClockTime("21:30", tag)), tag).toBe("21:30");
});
