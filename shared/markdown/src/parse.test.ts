import fc from "fast-check";
import { expect, test } from "vitest";
import { type Block, type Inline, parseMarkdown } from "./parse.ts";

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
  const blocks = parseMarkdown("Take:\n- a tent\n- a stove\n1. pack\n2. go\n```\nls *\n```\nbye\nnow");
  expect(blocks.map((block) => block.type)).toEqual(["lines", "list", "list", "pre", "lines"]);
  expect(blocks[4]).toMatchObject({ lines: [[{ text: "bye" }], [{ text: "now" }]] });
});

test.each([
  "12. November passt mir gut.",
  "24. Dezember\n25. Dezember",
  "Steps:\n3. Press reset\n4. Wait",
  "1. Mai",
  "1) first\n2) second",
  "2026. What a year\n2027. Another",
  "01. first\n02. second",
  "1. one\n3. three",
  "1. one\n\nbetween\n2. two",
  "- 5 °C at night",
  "* a footnote",
])("%j keeps its numbers and signs", (text) => {
  const blocks = parseMarkdown(text);
  expect(blocks.map((block) => block.type)).toEqual(["lines"]);
  expect(
    blocks
      .flatMap((block) => (block.type === "lines" ? block.lines : []))
      .map((line) => line.map(inlineText).join(""))
      .join("\n"),
  ).toBe(text);
});

test.each(["¯\\_(ツ)_/¯", "☆*:.｡. o(≧▽≦)o .｡.:*☆", "* not this *", "a\\*b* c"])(
  "%s is shown as it is written",
  (text) => {
    expect(piecesOf(parseMarkdown(text)[0] as Block)).toEqual([{ type: "text", text }]);
  },
);

test("a list that is interrupted and goes on keeps its numbers", () => {
  const blocks = parseMarkdown("1. one\n2. two\nwait\n3. three");
  expect(blocks.map((block) => block.type)).toEqual(["list", "lines"]);
  expect(blocks.slice(1).flatMap(piecesOf).map(inlineText).join("|")).toBe("wait|3. three");
});

/** An address with a sign behind it that is none of it, whatever follows. */
const bracketed = (sign: string) => [`https://shop.example/a${sign}is it`, "https://shop.example/a"];

test.each([
  ["https://en.wikipedia.org/wiki/Kettle_(band)", "https://en.wikipedia.org/wiki/Kettle_(band)"],
  ["(see https://en.wikipedia.org/wiki/Kettle_(band))", "https://en.wikipedia.org/wiki/Kettle_(band)"],
  ["(see https://shop.example/a)", "https://shop.example/a"],
  ["https://x.example/*a*", "https://x.example/*a*"],
  ["https://x.example/~a/'b'", "https://x.example/~a/'b'"],
  ["it is 'https://x.example/a'", "https://x.example/a"],
  ["[x](https://en.wikipedia.org/wiki/Kettle_(band))", "https://en.wikipedia.org/wiki/Kettle_(band)"],
  ["詳しくは https://shop.example/help。ご確認ください", "https://shop.example/help"],
  ["（https://shop.example/help）", "https://shop.example/help"],
  ["「https://shop.example/help」", "https://shop.example/help"],
  ["https://shop.example/a、https", "https://shop.example/a"],
  ["https://shop.example/a，https", "https://shop.example/a"],
  ["“https://shop.example/a”", "https://shop.example/a"],
  ["«https://shop.example/a»", "https://shop.example/a"],
  ["https://shop.example/a،", "https://shop.example/a"],
  ["HTTPS://SHOP.EXAMPLE/UP", "https://shop.example/UP"],
  ["Https://shop.example/up!", "https://shop.example/up"],
  ["**https://shop.example/bold**", "https://shop.example/bold"],
  ["https://ja.wikipedia.org/wiki/やかん", "https://ja.wikipedia.org/wiki/%E3%82%84%E3%81%8B%E3%82%93"],
  ["https://shop.example/a[1]?x=(y)", "https://shop.example/a[1]?x=(y)"],
  ["https://shop.example/a?", "https://shop.example/a"],
  ...Array.from("‘’‚‛“”„‟«»‹›「」『』【】〈〉《》〔〕（）［］｛｝｟｠｢｣﹁﹂﹙﹚❨❩⟨⟩⸢⸣༺༻᚛᚜").map(bracketed),
  ...Array.from("。．｡､、，！？：；﹒።፡፣།༎។៕၊။।॥،؛؟۔܀᠃᠉꓿꘎\u037E…～〜").map(bracketed),
  ...Array.from("\u00AD\u061C\u180E\u200B\u200E\u200F\u202A\u202C\u202E\u2060\u2066\u2069\uFEFF\u3000\u2028\u0085").map(
    bracketed,
  ),
  ...Array.from("\u200C\u200D\u034F\u3164").map((sign) => [
    `https://shop.example/a${sign} is it`,
    "https://shop.example/a",
  ]),
  ["‘https://shop.example/x’", "https://shop.example/x"],
  ["[a](https://shop.example/x。)", "https://shop.example/x"],
  ["[a](https://shop.example/x\u200B)", "https://shop.example/x"],
  ["[a](https://shop.example/x’)", "https://shop.example/x"],
  ["[a](https://shop.example/x_.)", "https://shop.example/x_."],
  ["https://fa.wikipedia.org/wiki/می\u200Cخواهم", `https://fa.wikipedia.org/wiki/${encodeURI("می\u200Cخواهم")}`],
  ["https://ca.wikipedia.org/wiki/Col·lecció", `https://ca.wikipedia.org/wiki/${encodeURI("Col·lecció")}`],
  ["https://shop.example/Kks?K=k", "https://shop.example/Kks?K=k"],
  ["https://shop.example/❤️", `https://shop.example/${encodeURI("❤️")}`],
])("%s leads to %s", (text, href) => {
  expect(parseMarkdown(text).flatMap((block) => hrefs(piecesOf(block)))).toEqual([href]);
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

test("an address with thousands of brackets behind it is read in a moment", () => {
  const startedAt = performance.now();
  parseMarkdown(`https://a${"(".repeat(900)}${")".repeat(1_900)}`);
  expect(performance.now() - startedAt).toBeLessThan(200);
});

test("8,000 hostile characters are read in a moment", () => {
  for (const part of [
    "**a",
    "[",
    "_a ",
    "~~",
    "https://a",
    "`",
    "[a](",
    "[a]((",
    "[a](b(c)",
    "https://a)",
    "1. a\n",
    "- a\n",
  ]) {
    const startedAt = performance.now();
    parseMarkdown(part.repeat(Math.ceil(8_000 / part.length)));
    expect(performance.now() - startedAt).toBeLessThan(500);
  }
});
