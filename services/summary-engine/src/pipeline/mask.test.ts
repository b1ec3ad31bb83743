import { expect, test } from "vitest";
import { summarise } from "../extractive/summarise.ts";
import { mask } from "./mask.ts";

const masked = (text: string, name = "Casey Long") => {
  const hider = mask([{ seq: 1, role: "customer", name, at: "2026-11-28T10:00:00.000Z", text }]);
  const hidden = hider.transcript[0]?.text ?? "";
  const answer = { ...summarise([]), brief: { brief: [{ text: hidden, cites: [1] }] } };
  return { text: hidden, back: hider.unmask(answer).brief["brief"]?.[0]?.text };
};

test.each([
  "(555) 123-4567",
  "555-123-4567",
  "555.123.4567",
  "555 1234",
  "+1 (555) 123-4567",
  "+44 (0)20 7946 0958",
  "0049 151 23456789",
  "0151.23456789",
  "0151/234 567 89",
  "+49-151-2345-6789",
  "tel:+4915123456789",
  "030 / 123 45 67",
  "٠١٥١٢٣٤٥٦٧٨",
  "０１５１２３４５６７８",
  "+33 6 12 34 56 78",
  "4111.1111.1111.1111",
  "4111 1111 1111 1111",
  "4111-1111-1111-1111",
  "4111111111111111",
  "3782 822463 10005",
  "de89370400440532013000",
  "DE89 3704 0044 0532 0130 00",
  "De89-3704-0044-0532-0130-00",
  "GB29 NWBK 6016 1331 9268 19",
  "gb29nwbk60161331926819",
  "casey@example.com",
  "CASEY.LONG+x@mail.example.co.uk",
  "jörg@müller.example",
  "casey (at) example (dot) com",
  "casey%40example.com",
  "079 123 45 67",
  "order 0151 23456789",
  "TEL-015123456789",
  "ticket 555-123-4567",
  "ticket 4111111111111111",
  "０３－１２３４－５６７８",
  "０９０ー１２３４ー５６７８",
  "090ｰ1234ｰ5678",
  "+49\u2212151\u221223456789",
  "01\u200B51\u00AD23456789",
  "4111,1111,1111,1111",
  "600,123,456",
  "４１１１，１１１１，１１１１，１１１１",
  "casey@example。com",
  "casey＠example．com",
  "ｃａｓｅｙ@ｅｘａｍｐｌｅ｡ｃｏｍ",
  "casey@exam\u200Bple.com",
  "ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００",
])("%s does not leave", (written) => {
  const { text, back } = masked(`Please use ${written} from now on.`);
  expect(text).toMatch(/^Please use (?:tel:|order |TEL-|ticket )?\[(?:CONTACT|NAME)_\d+\] from now on\.$/);
  expect(back).toBe(`Please use ${written} from now on.`);
});

test.each([
  "https://x/?u=casey@example.com",
  "https://x/?u=casey%40example.com&b=1",
  "https://casey:pw@example.com/a",
  "mailto:casey@example.com?subject=x",
  "<casey@example.com>",
  "https://x/reset/4915123456789/now",
])("nothing of Casey is in %s", (written) => {
  expect(masked(written).text).not.toMatch(/casey|4915123456789/i);
});

test.each([
  ["regards, casey", "Casey Long", /casey/i],
  ["REGARDS, CASEY LONG", "Casey Long", /casey|long/i],
  ["this is li", "Li Wu", /\bli\b/i],
  ["Wu here", "Li Wu", /\bwu\b/i],
  ["gruß, jose", "José Müller", /jose/i],
  ["José", "jose", /jose\b/i],
  ["Casey's parcel, casey_long", "Casey Long", /casey/i],
  ["anne marie", "Anne-Marie O'Neil", /anne|marie/i],
  ["neil", "Anne-Marie O'Neil", /neil/i],
  ["王小明です", "王小明", /王小明/],
  ["小明 here", "王 小明", /小明/],
  ["محمد هنا", "محمد علي", /محمد/],
  ["طرد لمحمد ومحمد", "محمد علي", /محمد/],
  ["Caseys Tasse, CASEYS TASSE", "Casey Long", /casey/i],
  ["Andrés", "Andres Gil", /andr/i],
  ["Groß", "Gross", /gro/i],
  ["Ｃａｓｅｙ here", "Casey Long", /Ｃａｓｅｙ/],
  ["Ca\u200Bsey, Jose\u0301", "Casey José", /Ca.?sey|Jos/],
])("%s, of %s", (text, name, hidden) => {
  expect(masked(text, name).text).not.toMatch(hidden);
});

test.each([
  "My order ORD-4711 of 2026-11-28 10:30 cost 1,249.00 EUR.",
  "Order number 48213456, parcel: 4821345678, SO-4821399, #4821399.",
  "Bestellung 48213456 und Rechnungsnummer 48213457.",
  "Order 12-884501, invoice 2026-7781, KX2207-114-88, MV-20261114, VAT DK29403473.",
  "It comes on 04/12/2026 or 24.12.2026.",
  "In 24 hours, 12 pieces of 3.5 kg.",
  "Contact me at 10, name the price.",
  "It costs 12,345,678.00 or $1,249,000 or 1,249,000 EUR.",
  "In 2024, 2025, 2026 and 2027.",
  "Caseyssen is another name.",
  "It costs 19,90 - 29,90 EUR.",
  "Es kostet 12.345,50 €.",
  "Größen 36,37,38,39",
  "It costs 1,249.00 - 1,399.00 USD.",
  "It costs 1,249,000–1,399,000 EUR.",
])("%s: nothing to hide", (text) => {
  expect(masked(text).text).toBe(text);
});

test.each([
  ["Is this right? Hoa", "Nguyễn Thị Hoa", "Is this right? [NAME_2]"],
  ["als das so war", "Al Da", "als das so war"],
  ["Los pedidos, les digo, was it", "Lo Le Wa", "Los pedidos, les digo, was it"],
  ["Thi's parcel", "Nguyễn Thị Hoa", "[NAME_2]'s parcel"],
])("%s, of %s: other words stay", (text, name, hidden) => {
  expect(masked(text, name).text).toBe(hidden);
});
