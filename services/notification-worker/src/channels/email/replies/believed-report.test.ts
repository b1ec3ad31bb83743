import { expect, test } from "vitest";
import { isBelievedReport } from "./believed-report.ts";
import { parseMail } from "../reading/mime-parts.ts";
import { senderOf } from "../reading/sender.ts";

const HOST = "mx.chorus.test";
const JUDGED = `Authentication-Results: ${HOST}; none\r\n`;

test.each([
  ["without a server in front", "MAILER-DAEMON@mx.shop.test", "", null, "", false, true],
  ["postmaster", "postmaster@mx.shop.test", "<>", null, "", false, true],
  ["a person's envelope", "MAILER-DAEMON@mx.shop.test", "eve@evil.test", null, "", false, false],
  ["a person", "eve@evil.test", "<>", null, "", false, false],
  ["a name that begins so", "postmaster-eve@evil.test", "<>", null, "", false, false],
  ["two senders", "MAILER-DAEMON@mx.shop.test <eve@evil.test>", "<>", null, "", false, false],
  ["vouched for", "MAILER-DAEMON@mx.shop.test", "<>", HOST, JUDGED, true, true],
  ["not vouched for", "MAILER-DAEMON@mx.shop.test", "<>", HOST, JUDGED, false, false],
  ["of our own server", `MAILER-DAEMON@${HOST}`, "<>", HOST, "", false, true],
  ["in the name of our server, from outside", `MAILER-DAEMON@${HOST}`, "<>", HOST, JUDGED, false, false],
  ["of another server, judged by nobody", "MAILER-DAEMON@mx.shop.test", "<>", HOST, "", false, false],
])("%s", async (_, from, envelopeFrom, trustedHost, headers, isVerified, expected) => {
  const { root } = await parseMail(Buffer.from(`${headers}From: ${from}\r\n\r\nHello`));
  expect(isBelievedReport({ from: senderOf(root), isVerified, root }, envelopeFrom, trustedHost)).toBe(expected);
});
