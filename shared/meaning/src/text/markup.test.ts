import { expect, test } from "vitest";
import { bringsTags, withoutTags } from "./markup.ts";
import { plainOf, tidy } from "./sentences.ts";

test.each([
  "The parcel must weigh <5 kg to be free, and parcels with >10 kg cost 20 EUR extra, is that right?",
  "Dana Roe <dana.roe@books.example>",
  "a < b and c > d",
  "if a <b and c> d then",
  "I <3 you >:)",
  "Map<string, number> and Vec<i> and List<Order>",
  "See <https://shop.example/help?a=1>",
  "The variable __names__ and my_file_name, 20 EUR** plus tax",
  "~~~ 5 * 3 * 2 ~~~ `code` ## 4711 ||",
  "می‌خواهم سفارش را لغو کنم",
  "👨‍👩‍👧 at home",
  "क्‍ष",
  "<name> <order no.> <your address>",
  "price <= 5 and >= 3, x <- y, a <> b",
  "iPhone 15 is broken",
  "1 << 2 >> 1",
])("%s is told as it was written", (text) => {
  expect(plainOf(text)).toBe(text);
  expect(tidy(text)).toBe(text);
  expect(withoutTags(text)).toBe(text);
  expect(bringsTags(text, "")).toBe(false);
});

test.each([
  "press <q> to quit, <s> to save",
  "<Button> does nothing",
  "Use <b>text</b> for bold, <br> for a new line",
  '<img src="x" onerror="alert(1)">',
])("%s is told as it was written, and is no news when its source has it", (text) => {
  expect(plainOf(text)).toBe(text);
  expect(tidy(text)).toBe(text);
  expect(bringsTags(text, `Casey: ${text}`)).toBe(false);
  expect(bringsTags(text, "Casey: hello")).toBe(true);
});

test.each([
  ["<b>bold</b> and <i>this</i>", "bold and this"],
  ["a<br>b<br/>c<br />d", "a b c d"],
  ['<img src="x" onerror="alert(1)">Hello', "Hello"],
  ["<script>alert(1)</script>", "alert(1)"],
  ['<a href="https://x.example">here</a>', "here"],
  ["<SCRIPT SRC=//x.example>", ""],
  ["<!-- hidden -->shown", "shown"],
  ["word<b>bold</b>", "word bold"],
  ["<svg/onload=alert(1)>", ""],
  ["[click](https://evil.example) me", "click me"],
  ["left\u202Eright\u2066", "leftright"],
  ["two\nlines\u0007", "two lines"],
])("of %j the words are %j", (text, words) => {
  expect(plainOf(withoutTags(text))).toBe(words);
});
