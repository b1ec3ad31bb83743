import { expect, test } from "vitest";
import { isToFrame, isToLoader } from "./protocol.ts";

test("accepts exactly the messages of the protocol", () => {
  expect(isToFrame({ chorus: 1, type: "opened" })).toBe(true);
  expect(isToFrame({ chorus: 1, type: "hello", isOpen: false, identityToken: null })).toBe(true);
  expect(isToFrame({ chorus: 1, type: "hello", isOpen: true, identityToken: null, linkToken: "a.b.c.1.d" })).toBe(true);
  expect(isToFrame({ chorus: 1, type: "identify", identityToken: "a.b.c" })).toBe(true);
  expect(isToLoader({ chorus: 1, type: "unread", count: 3 })).toBe(true);
  expect(isToFrame({ chorus: 1, type: "opened", isDark: true })).toBe(true);
  expect(isToLoader({ chorus: 1, type: "look", accent: "#1f6b4c", position: "left", name: "Chat with Acme" })).toBe(
    true,
  );
  expect(isToLoader({ chorus: 1, type: "peek", count: 78 })).toBe(true);
  expect(isToLoader({ chorus: 1, type: "open" })).toBe(true);
  expect(isToLoader({ chorus: 1, type: "keep", isKept: true })).toBe(true);
});

test.each([
  null,
  "opened",
  [],
  { type: "opened" },
  { chorus: 2, type: "opened" },
  { chorus: 1, type: "unread", count: -1 },
  { chorus: 1, type: "unread", count: "3" },
  { chorus: 1, type: "look", accent: "red;background:url(//x)", position: "left", name: "Chat" },
  { chorus: 1, type: "look", accent: "#1f6b4c", position: "top", name: "Chat" },
  { chorus: 1, type: "look", accent: "#1f6b4c", position: "left", name: 1 },
  { chorus: 1, type: "peek", count: 1.5 },
  { chorus: 1, type: "peek", count: -1 },
  { chorus: 1, type: "opened", isDark: "yes" },
  { chorus: 1, type: "hello", isOpen: true, identityToken: null, isQuiet: 1 },
  { chorus: 1, type: "keep", isKept: "yes" },
  { chorus: 1, type: "hello", isOpen: "yes", identityToken: null },
  { chorus: 1, type: "hello", isOpen: true },
  { chorus: 1, type: "hello", isOpen: true, identityToken: null, linkToken: 1 },
  { chorus: 1, type: "identify", identityToken: { toString: "x" } },
  { chorus: 1, type: "identify", identityToken: "x".repeat(8_193) },
  { chorus: 1, type: "preview", settings: null },
  { chorus: 1, type: "preview", settings: {}, language: 1 },
  { chorus: 1, type: "run", code: "x" },
])("refuses %j", (data) => {
  expect(isToLoader(data)).toBe(false);
  expect(isToFrame(data)).toBe(false);
});
