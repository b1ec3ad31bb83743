import { expect, test } from "vitest";
import { parseMail } from "./mime-parts.ts";
import { senderOf } from "./sender.ts";

async function sender(from: string) {
  return senderOf((await parseMail(Buffer.from(`From: ${from}\r\n\r\nHello`))).root);
}

test.each([
  "Cara@shop.test",
  "<cara@shop.test>",
  "Cara Diaz <cara@shop.test>",
  '"cara@home.test, Cara" <cara@shop.test>',
  '"Cara \\"c@d.test\\" Diaz" <cara@shop.test>',
  "cara@shop.test <cara@shop.test>",
  "=?utf-8?Q?cara@home.test?= <cara@shop.test>",
  "cara@shop.test (cara@home.test)",
  "Diaz, Cara <cara@shop.test>",
  "Diaz, Cara, Dr. <cara@shop.test>",
  "Diaz; Cara <cara@shop.test>",
  "=?utf-8?Q?Diaz,_Cara?= <cara@shop.test>",
  "Diaz, cara@shop.test",
])("%s is one", async (from) => {
  expect(await sender(from)).toBe("cara@shop.test");
});

test.each([
  "<cara@shop.test> <eve@evil.test>",
  "cara@shop.test eve@evil.test",
  "cara@shop.test <eve@evil.test>",
  "Cara <cara@shop.test> Eve <eve@evil.test>",
  "cara@shop.test, eve@evil.test",
  "cara@shop.test; eve@evil.test",
  "All: cara@shop.test, eve@evil.test;",
  "<@evil.test:cara@shop.test>",
  "cara@shop.test@evil.test",
  "Diaz, Cara <cara@shop.test>, Eve <eve@evil.test>",
  "eve@evil.test, Cara <cara@shop.test>",
  "Diaz, Cara",
  "Cara",
])("%s is none, or several", async (from) => {
  expect(await sender(from)).toBeNull();
});
