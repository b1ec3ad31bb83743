import fc from "fast-check";
import { expect, test } from "vitest";
import { fitSms, smsLength } from "./segments.ts";

test.each([
  { text: "a".repeat(160), encoding: "GSM-7", segments: 1 },
  { text: "a".repeat(161), encoding: "GSM-7", segments: 2 },
  { text: "a".repeat(306), encoding: "GSM-7", segments: 2 },
  { text: "€".repeat(80), encoding: "GSM-7", segments: 1 },
  { text: "€".repeat(81), encoding: "GSM-7", segments: 2 },
  { text: "ж".repeat(70), encoding: "UCS-2", segments: 1 },
  { text: "ж".repeat(71), encoding: "UCS-2", segments: 2 },
  { text: "👍".repeat(35), encoding: "UCS-2", segments: 1 },
  { text: "👍".repeat(36), encoding: "UCS-2", segments: 2 },
])("$encoding, $segments", ({ text, encoding, segments }) => {
  expect(smsLength(text)).toEqual({ encoding, segments });
});

test("a long text is cut at a word, keeps what must follow it, and costs no more than it may", () => {
  const sms = fitSms({ before: "Acme: ", text: "word ".repeat(200), after: " https://shop.test" }, 2);
  expect(smsLength(sms).segments).toBe(2);
  expect(sms).toMatch(/^Acme: (word )*word\.\.\. https:\/\/shop\.test$/);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 600 }), (text) => {
      const fitted = fitSms({ before: "Acme: ", text, after: " https://shop.test" }, 2);
      return smsLength(fitted).segments <= 2 && fitted.endsWith(" https://shop.test");
    }),
  );
});
