import { expect, test } from "vitest";
import { mailboxOf } from "./sign-up-limits.ts";

test.each([
  ["mia@shop.test", "mia@shop.test"],
  ["Mia@Shop.test", "mia@shop.test"],
  ["m.i.a@shop.test", "mia@shop.test"],
  ["mia+1@shop.test", "mia@shop.test"],
  ["m.ia+a+b@shop.test", "mia@shop.test"],
  ["+a@shop.test", "+a@shop.test"],
])("%s is counted as %s", (email, mailbox) => {
  expect(mailboxOf(email)).toBe(mailbox);
});
