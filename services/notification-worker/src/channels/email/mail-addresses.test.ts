import { expect, test } from "vitest";
import { isOneAddress, senderName } from "./mail-addresses.ts";

test.each(["cara@shop.test", "o'neil+shop@mail.example.co.uk", "a@b", "x_y.z@xn--bcher-kva.example"])(
  "%s is an address",
  (address) => {
    expect(isOneAddress(address)).toBe(true);
  },
);

test.each([
  "",
  "cara",
  "cara@",
  "cara@shop.test\r\nBcc: mallory@evil.test",
  "cara@shop.test\n",
  "cara@shop.test, mallory@evil.test",
  "cara@shop.test;mallory@evil.test",
  '"cara@shop.test, mallory"@evil.test',
  "Cara <mallory@evil.test>",
  "<mallory@evil.test>",
  "cara@shop.test>\r\nRCPT TO:<mallory@evil.test",
  "cara@shop.test\u0000",
  "cara @shop.test",
  "cara@shop.test@evil.test",
  `${"c".repeat(65)}@shop.test`,
])("%j is more or less than one", (address) => {
  expect(isOneAddress(address)).toBe(false);
});

test.each([
  ["Aster & Co.", "Aster & Co."],
  ["Aster <ceo@bank.example>", "Aster"],
  ["ceo@bank.example", "Chat"],
  ["Aster ceo＠bank.example", "Aster"],
  ["Aster\r\nBcc: x@y.example", "Aster Bcc:"],
  ["Aster <", "Aster"],
  ["日本語", "日本語"],
])("%j is shown as %j", (name, shown) => expect(senderName(name)).toBe(shown));
