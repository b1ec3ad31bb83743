import { expect, test } from "vitest";
import { isAuthenticated } from "./mail-authentication.ts";
import { parseMail } from "./mime-parts.ts";

async function isVerified(value: string, from = "cara@shop.test") {
  const { root } = await parseMail(Buffer.from(`Authentication-Results: ${value}\r\nFrom: ${from}\r\n\r\nHello`));
  return isAuthenticated(root, "mx.chorus.test", from);
}

test.each([
  "mx.chorus.test; dmarc=pass header.from=shop.test",
  "MX.chorus.test 1; spf=fail smtp.mailfrom=x.test; DMARC = Pass (p=none; sp=none) header.from=SHOP.test;",
  'mx.chorus.test; dmarc/1=pass reason="good; \\"dmarc=fail" header.from="shop.test"',
  "mx.chorus.test; dkim=fail header.d=shop.test; dkim=pass (2048; \\(bit) header.i=@shop.test header.d=shop.test header.b=ab/C+",
  "mx.chorus.test; dmarc=none header.from=shop.test; spf=pass (x (y) z) smtp.mailfrom=bounce@shop.test",
])("%s: its domain stands behind it", async (value) => {
  expect(await isVerified(value)).toBe(true);
});

test.each([
  "mx.chorus.test; none",
  "mx.chorus.test; dmarc=pass",
  "mx.chorus.test; dmarc=passed header.from=shop.test",
  "mx.chorus.test; dmarc=pass-ish header.from=shop.test",
  "mx.chorus.test; dmarc=pass header.from=shop.test; dmarc=fail header.from=shop.test",
  "mx.chorus.test; dmarc=pass header.from=evil.test header.from=shop.test",
  "mx.chorus.test; dmarc=pass x-header.from=shop.test header.from=evil.test",
  "mx.chorus.test; dmarc=pass header.from=shop.test.evil.test",
  'mx.chorus.test; spf=fail reason="; dmarc=pass header.from=shop.test" smtp.mailfrom=evil.test',
  "mx.chorus.test; spf=fail (a (b) ; dmarc=pass header.from=shop.test ) smtp.mailfrom=evil.test",
  'mx.chorus.test; spf=fail smtp.mailfrom="x;dmarc=pass header.from=shop.test;"@evil.test',
  "mx.chorus.test; dmarc=fail header.from=shop.test; dkim=pass header.d=shop.test",
  "mx.chorus.test; dmarc=temperror header.from=shop.test; dkim=pass header.d=shop.test",
  "mx.chorus.test; dkim=pass header.d=test",
  "mx.chorus.test; dkim=pass header.i=@shop.test",
  "mx.chorus.test; dkim=policy header.d=shop.test",
  "mx.chorus.test; spf=pass smtp.helo=shop.test",
  "mx.chorus.test; spf=pass smtp.mailfrom=shop.test@evil.test",
  "mx.chorus.test; auth=pass dkim=pass header.d=shop.test",
  "mx.chorus.test; dkim=pass header.d=shop.test (open",
  'mx.chorus.test; dkim=pass header.d=shop.test; spf=none "open',
  "mx.chorus.test.evil.test; dmarc=pass header.from=shop.test",
  "(mx.chorus.test) mx.evil.test; dmarc=pass header.from=shop.test",
  `mx.chorus.test; dmarc=pass header.from=shop.test; x=none (${"a".repeat(5_000)})`,
])("%s: nobody vouches for it", async (value) => {
  expect(await isVerified(value)).toBe(false);
});

test.each([
  ["mail.shop.test", "shop.test", true],
  ["shop.test", "mail.shop.test", false],
  ["shop.test", "hop.test", false],
  ["shop.co.uk", "co.uk", false],
  ["shop.com.au", "com.au", false],
  ["mail.shop.co.uk", "shop.co.uk", true],
  ["cara.github.io", "github.io", false],
])("a mail from %s that %s has signed: %s", async (domain, signer, expected) => {
  expect(await isVerified(`mx.chorus.test; dkim=pass header.d=${signer}`, `cara@${domain}`)).toBe(expected);
});
