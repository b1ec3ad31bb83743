import { expect, test } from "vitest";
import { isToFrame, isToLoader } from "./protocol.ts";

test("accepts exactly the messages of the protocol", () => {
  expect(isToFrame({ chorus: 1, type: "opened" })).toBe(true);
  expect(isToLoader({ chorus: 1, type: "unread", count: 3 })).toBe(true);
  expect(isToLoader({ chorus: 1, type: "accent", colour: "#1f6b4c" })).toBe(true);
});

test.each([
  null,
  "opened",
  [],
  { type: "opened" },
  { chorus: 2, type: "opened" },
  { chorus: 1, type: "unread", count: -1 },
  { chorus: 1, type: "unread", count: "3" },
  { chorus: 1, type: "accent", colour: "red;background:url(//x)" },
  { chorus: 1, type: "run", code: "x" },
])("refuses %j", (data) => {
  expect(isToLoader(data)).toBe(false);
  if (data !== null) expect(isToFrame({ ...Object(data), type: "else" })).toBe(false);
});
