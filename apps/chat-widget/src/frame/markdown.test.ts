import fc from "fast-check";
import { expect, test } from "vitest";
import { type Block, type Inline, parseMarkdown } from "./markdown.ts";

const inlineText = (piece: Inline): string => ("text" in piece ? piece.text : piece.children.map(inlineText).join(""));
const hrefs = (pieces: Inline[]): string[] =>
  pieces.flatMap((piece) => [
    ...(piece.type === "link" ? [piece.href] : []),
    ...("children" in piece ? hrefs(piece.children) : []),
  ]);
const piecesOf = (block: Block): Inline[] =>
  block.type === "lines" ? block.lines.flat() : block.type === "list" ? block.items.flat() : [];

test("emphasis, code and links within a line", () => {
  const [block] = parseMarkdown("It is **dry**, _really_: see `size` at [our page](https://shop.test/a).");
  expect(block).toMatchObject({
    type: "lines",
    lines: [
      [
        { text: "It is " },
        { type: "strong", children: [{ text: "dry" }] },
        { text: ", " },
        { type: "em" },
        { text: ": see " },
        { type: "code", text: "size" },
        { text: " at " },
        { type: "link", href: "https://shop.test/a", children: [{ text: "our page" }] },
        { text: "." },
      ],
    ],
  });
});

test("lists, code blocks and line breaks", () => {
  const blocks = parseMarkdown("Take:\n- a tent\n- a stove\n1. pack\n```\nls *\n```\nbye\nnow");
  expect(blocks.map((block) => block.type)).toEqual(["lines", "list", "list", "pre", "lines"]);
  expect(blocks[4]).toMatchObject({ lines: [[{ text: "bye" }], [{ text: "now" }]] });
});

test("a bare address is a link without the sentence's full stop", () => {
  expect(parseMarkdown("See https://shop.test/a?b=1.").flatMap((block) => hrefs(piecesOf(block)))).toEqual([
    "https://shop.test/a?b=1",
  ]);
});

test.each([
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert%281%29)",
  "[x](data:text/html,<script>)",
  "[x](vbscript:x)",
  "javascript:alert(1)",
  "<a href='https://evil.test'>x</a><img src=x onerror=alert(1)>",
])("%s is no dangerous link", (text) => {
  for (const href of parseMarkdown(text).flatMap((block) => hrefs(piecesOf(block)))) expect(href).toMatch(/^https:/);
});

test("nothing anybody writes is lost, or makes a link that is not http, https or mailto", () => {
  const word = fc.constantFrom(
    "**",
    "*",
    "_",
    "~~",
    "`",
    "[",
    "](",
    ")",
    "http://",
    "javascript:",
    "a",
    " ",
    "\n- ",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      const text = words.join("");
      const blocks = parseMarkdown(text);
      const shown = blocks.map((block) =>
        block.type === "pre" ? block.text : piecesOf(block).map(inlineText).join(""),
      );
      const letters = (some: string) => some.match(/a/g)?.length ?? 0;
      const inAddresses = blocks.flatMap((block) => hrefs(piecesOf(block))).join("");
      expect(letters(shown.join("")) + letters(inAddresses)).toBeGreaterThanOrEqual(
        letters(text.replaceAll("javascript:", "")),
      );
      for (const href of blocks.flatMap((block) => hrefs(piecesOf(block)))) expect(href).toMatch(/^(https?|mailto):/);
    }),
  );
});

test("8,000 hostile characters are read in a moment", () => {
  for (const part of ["**a", "[", "_a ", "~~", "https://a", "`", "[a]("]) {
    const startedAt = performance.now();
    parseMarkdown(part.repeat(Math.ceil(8_000 / part.length)));
    expect(performance.now() - startedAt).toBeLessThan(500);
  }
});
