import { expect, test } from "vitest";
import { markedParts } from "./marked-parts.ts";

test("marks words that begin as asked, and loses nothing of the text", () => {
  const parts = markedParts("Two kettles, one Kettle-bell.", "kettle one");
  expect(parts.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual(["kettles", "Kettle"]);
  expect(parts.map(({ text }) => text).join("")).toBe("Two kettles, one Kettle-bell.");
});
