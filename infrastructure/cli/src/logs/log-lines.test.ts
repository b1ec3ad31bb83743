import { expect, test } from "vitest";
import { readLogLine } from "./log-lines.ts";

test("a JSON line becomes its time, its message and its fields", () => {
  const line = JSON.stringify({
    level: "warn",
    time: "2026-11-21T09:44:00.123Z",
    service: "chat-service",
    msg: "slow query",
    durationMs: 120,
  });
  expect(readLogLine(line)).toEqual({ level: "warn", text: "09:44:00.123 slow query durationMs=120" });
});

test("of an error only its message is shown", () => {
  const line = JSON.stringify({
    level: "error",
    msg: "redis",
    err: { type: "Error", message: "refused", stack: "at x" },
  });
  expect(readLogLine(line).text).toBe("redis err=refused");
});

test("plain text that speaks of an error counts as one", () => {
  expect(readLogLine("cannot start: no database").level).toBe("error");
  expect(readLogLine("listening").level).toBe("info");
});

test("a line that only looks like JSON is text", () => {
  expect(readLogLine("{oops")).toEqual({ level: "info", text: "{oops" });
});
