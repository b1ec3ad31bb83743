import { expect, test } from "vitest";
import { readKnownWords } from "./known-words.ts";

const understands = readKnownWords();

test.each([
  "zzqqxx",
  "xqzvb",
  "asdfgh",
  "bnmvc",
  "4711",
  "ORD-4711",
  "发送",
  "注文した商品の発送はいつですか。",
  "أين طلبي",
  "kdjfhgkjdfhg",
  "???",
  "",
])("nothing is known of %s", (text) => {
  expect(understands(text)).toBe(false);
});

test.each([
  "refund",
  "I want a refund",
  "headphones",
  "car crash",
  "kettle zzqqxx",
  "dropped into water",
  "invoices",
  "umbrellas",
  "a voucher",
  "4711 parcel",
])("%s has a meaning", (text) => {
  expect(understands(text)).toBe(true);
});
