import fc from "fast-check";
import { expect, test } from "vitest";
import { markdownToHtml } from "./html.ts";
import { markdownToPlain } from "./plain.ts";

test("emphasis, lists and links become HTML", () => {
  expect(markdownToHtml("It is **dry**, _really_.\n\n- one\n- `two`")).toBe(
    "<p>It is <strong>dry</strong>, <em>really</em>.<br></p><ul><li>one</li><li><code>two</code></li></ul>",
  );
  expect(markdownToHtml("see https://shop.test/a?b=1&c=2.")).toBe(
    '<p>see <a href="https://shop.test/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow ugc">https://shop.test/a?b=1&amp;c=2</a>.</p>',
  );
});

test("HTML in a message stays text", () => {
  expect(markdownToHtml('<img src=x onerror="alert(1)"> & **<b>**')).toBe(
    "<p>&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; <strong>&lt;b&gt;</strong></p>",
  );
});

test("whatever is written, the only tags are the renderer's", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const tags = [...markdownToHtml(text).matchAll(/<\/?([^\s>]*)/g)].map((match) => match[1]);
      const known = new Set(["p", "br", "pre", "ol", "ul", "li", "code", "strong", "em", "del", "a"]);
      expect(tags.filter((tag) => !known.has(tag ?? ""))).toEqual([]);
    }),
  );
});

test("plain text loses the marks and keeps the words", () => {
  expect(markdownToPlain("**EVA foam**, see [our guide](https://shop.test/mats)\n1. first\n2. ~~second~~")).toBe(
    "EVA foam, see our guide (https://shop.test/mats)\n1. first\n2. second",
  );
  expect(markdownToPlain("a\n\nb\n```\n**code**\n```")).toBe("a\n\nb\n**code**");
  expect(markdownToPlain("https://shop.test/a")).toBe("https://shop.test/a");
});

test.each([
  ["a bare address is said once, however it is written", "https://Shop.TEST/ä", "https://Shop.TEST/ä"],
  [
    "words that are another address do not hide where the link leads",
    "[https://bank.test](https://evil.test)",
    "https://bank.test (https://evil.test/)",
  ],
  [
    "nor do words that are its beginning",
    "[https://shop.test](https://shop.test.evil.test)",
    "https://shop.test (https://shop.test.evil.test/)",
  ],
])("%s", (_, text, plain) => {
  expect(markdownToPlain(text)).toBe(plain);
});

test("the time grows with the lines", () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}. a\n\n- b`).join("\n");
  const milliseconds = (text: string) => {
    const startedAt = process.cpuUsage();
    markdownToHtml(text);
    const { user, system } = process.cpuUsage(startedAt);
    return (user + system) / 1_000;
  };
  milliseconds(lines(2_000));
  expect(milliseconds(lines(40_000))).toBeLessThan(2_000);
});
