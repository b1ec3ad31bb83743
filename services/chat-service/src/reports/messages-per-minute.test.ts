import { expect, test } from "vitest";
import { firstMinuteMs, messagesPerMinute } from "./messages-per-minute.ts";

const MINUTE_MS = 60_000;
const minute = (text: string) => new Date(`2026-11-21T${text}:00.000Z`);
const nowMs = Date.parse("2026-11-21T09:30:42.000Z");
const options = { nowMs, maxRows: 100 };

test("half an hour by the minute, the one under way included, zeros too", () => {
  const rows = [{ minute: minute("09:30"), messages: 3, read: 5, oldest: minute("08:00") }];
  const minutes = messagesPerMinute(rows, options);
  expect(minutes).toHaveLength(30);
  expect(minutes[0]).toEqual({ minute: "2026-11-21T09:01:00.000Z", messages: 0 });
  expect(minutes.at(-1)).toEqual({ minute: "2026-11-21T09:30:00.000Z", messages: 3 });
  expect(firstMinuteMs(nowMs)).toBe(minute("09:01").getTime());
});

test("nothing written is half an hour of zeros", () => {
  expect(messagesPerMinute([], options).map(({ messages }) => messages)).toEqual(Array.from({ length: 30 }, () => 0));
});

test("when rows were left out, the minute in which reading ended is left out with those before it", () => {
  const oldest = new Date(minute("09:27").getTime() + MINUTE_MS / 2);
  const rows = ["09:27", "09:28", "09:29", "09:30"].map((text) => ({
    ...{ minute: minute(text), messages: 25, read: 100, oldest },
  }));
  expect(messagesPerMinute(rows, options)).toEqual([
    { minute: "2026-11-21T09:28:00.000Z", messages: 25 },
    { minute: "2026-11-21T09:29:00.000Z", messages: 25 },
    { minute: "2026-11-21T09:30:00.000Z", messages: 25 },
  ]);
});

test("a minute under way that fills all that is read is shown all the same", () => {
  const rows = [{ minute: minute("09:30"), messages: 100, read: 100, oldest: minute("09:30") }];
  expect(messagesPerMinute(rows, options)).toEqual([{ minute: "2026-11-21T09:30:00.000Z", messages: 100 }]);
});
