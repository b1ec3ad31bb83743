import { expect, test } from "vitest";
import { fromCell, toCsv } from "./csv.ts";

test.each(["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "\n", " =1", "＝1", "\u00a0=1"])("%j is text", (value) =>
  expect(toCsv([[value]]).replace(/^"/, "")).toMatch(/^'/),
);

test("quotes what has to be quoted, and no name becomes a formula", () => {
  expect(
    toCsv([
      ["a", 'say "hi"', "x,y"],
      ["=1+1", "@me", "two\nlines"],
    ]),
  ).toBe('a,"say ""hi""","x,y"\r\n\'=1+1,\'@me,"two\nlines"\r\n');
});

test.each(["=1+1", "'=1+1", "''@a", "'plain", "\t", "'\t", "", "it's"])("%j is read as it was written", (value) => {
  const written = toCsv([[value]])
    .replace(/\r\n$/, "")
    .replaceAll('"', "");
  expect(fromCell(written)).toBe(value);
});
