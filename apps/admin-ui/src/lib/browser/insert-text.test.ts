import { expect, test } from "vitest";
import { inserted, listed, wrapped } from "./insert-text.ts";

test("a text takes the selection's place, and the caret stands behind it", () => {
  expect(inserted({ text: "Hi you", start: 3, end: 6 }, "😀")).toEqual({ text: "Hi 😀", start: 5, end: 5 });
});

test("marks are put around the selection, and taken away again", () => {
  const bold = wrapped({ text: "very dry", start: 5, end: 8 }, "**");
  expect(bold).toEqual({ text: "very **dry**", start: 7, end: 10 });
  expect(wrapped(bold, "**")).toEqual({ text: "very dry", start: 5, end: 8 });
});

test("without a selection the caret stands between the marks", () => {
  expect(wrapped({ text: "", start: 0, end: 0 }, "_")).toEqual({ text: "__", start: 1, end: 1 });
});

test("the lines of the selection become a list", () => {
  expect(listed({ text: "Please:\none\ntwo", start: 9, end: 15 }, true).text).toBe("Please:\n1. one\n2. two");
  expect(listed({ text: "one", start: 3, end: 3 }, false)).toEqual({ text: "- one", start: 5, end: 5 });
});
