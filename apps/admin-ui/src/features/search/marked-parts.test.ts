import { expect, test } from "vitest";
import { markedParts } from "./marked-parts.ts";

test("marks words that begin as asked, and loses nothing of the text", () => {
  const parts = markedParts("Two kettles, one Kettle-bell.", "kettle one");
  expect(parts.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual(["kettles", "Kettle"]);
  expect(parts.map(({ text }) => text).join("")).toBe("Two kettles, one Kettle-bell.");
});

test("an order number is marked whole, and a short word of a long question is not", () => {
  const marked = (text: string, question: string) =>
    markedParts(text, question).flatMap((part) => (part.isMarked ? [part.text] : []));
  expect(marked("Order AC-20418 was accepted", "AC-20418")).toEqual(["AC", "20418"]);
  expect(marked("the kettle is on the table", "where is the kettle")).toEqual(["kettle"]);
});
