import { expect, test } from "vitest";
import { zonedTime } from "./zoned-time.ts";

test.each([
  ["Pacific/Kiritimati", "2026-11-29T00:30:00.000+14:00"],
  ["Pacific/Pago_Pago", "2026-11-27T23:30:00.000-11:00"],
  ["Asia/Kolkata", "2026-11-28T16:00:00.000+05:30"],
  ["America/St_Johns", "2026-11-28T07:00:00.000-03:30"],
  ["Europe/Berlin", "2026-11-28T11:30:00.000+01:00"],
  ["UTC", "2026-11-28T10:30:00.000Z"],
  ["Etc/Unknown", "2026-11-28T10:30:00.000Z"],
  [null, "2026-11-28T10:30:00.000Z"],
])("in %s it is %s", (zone, time) => {
  const moment = new Date("2026-11-28T10:30:00.000Z");
  expect(zonedTime(moment, zone)).toBe(time);
  expect(new Date(time).getTime()).toBe(moment.getTime());
});
