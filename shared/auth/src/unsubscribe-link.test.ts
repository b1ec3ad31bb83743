import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { parseUnsubscribeToken, readUnsubscribeToken, unsubscribeToken } from "./unsubscribe-link.ts";

const SECRET = "a secret of these tests, longer than needed";
const said = { tenantId: randomUUID(), personId: randomUUID(), event: "message.unread" as const };
const token = unsubscribeToken(SECRET, said);

test("a token says whose mails of which kind are to stop", () => {
  expect(readUnsubscribeToken(SECRET, token)).toEqual(said);
});

test("another secret, or another person, is not believed", () => {
  expect(readUnsubscribeToken(`${SECRET}!`, token)).toBeNull();
  expect(readUnsubscribeToken(SECRET, token.replace(said.personId, randomUUID()))).toBeNull();
});

test("what it says can be read without its secret", () => {
  expect(parseUnsubscribeToken(unsubscribeToken(`${SECRET}!`, said))).toEqual(said);
});

test.each(["", "...", `${said.tenantId}.${said.personId}.x.y`, token.slice(1)])("%j is none", (text) => {
  expect(parseUnsubscribeToken(text)).toBeNull();
  expect(readUnsubscribeToken(SECRET, text)).toBeNull();
});
