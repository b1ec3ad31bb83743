import { expect, test } from "vitest";
import { snoozeTimes } from "./snooze-times.ts";

test("an hour, tomorrow at nine, the coming Monday at nine", () => {
  const saturday = new Date(2026, 10, 21, 14, 30);
  expect(snoozeTimes(saturday)).toEqual({
    hour: new Date(2026, 10, 21, 15, 30),
    tomorrow: new Date(2026, 10, 22, 9),
    monday: new Date(2026, 10, 23, 9),
  });
  expect(snoozeTimes(new Date(2026, 10, 23, 8)).monday).toEqual(new Date(2026, 10, 30, 9));
  expect(snoozeTimes(new Date(2026, 10, 22, 8)).monday).toEqual(new Date(2026, 10, 23, 9));
});
