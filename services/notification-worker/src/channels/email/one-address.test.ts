import { expect, test } from "vitest";
import { isOneAddress } from "./one-address.ts";

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
