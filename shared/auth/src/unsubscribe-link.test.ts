import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { formerUnsubscribeToken } from "./testing/former-unsubscribe-token.ts";
import { parseUnsubscribeToken, readUnsubscribeToken, unsubscribeTag, unsubscribeToken } from "./unsubscribe-link.ts";

const SECRET = "a secret of these tests, longer than needed";
const said = { tenantId: randomUUID(), personId: randomUUID(), event: "message.unread" as const };
const address = "cara@shop.test";
const token = unsubscribeToken(SECRET, { ...said, address });
const addressTag = unsubscribeTag(SECRET, { ...said, address });

test("a token says whose mails of which kind are to stop at which address, and does not spell the address out", () => {
  expect(readUnsubscribeToken(SECRET, token)).toEqual({ ...said, addressTag });
  expect(token).not.toContain("cara");
  expect(unsubscribeTag(SECRET, { ...said, address: "Cara@Shop.test" })).toBe(addressTag);
});

test("the tag is of one address of one person, and of one secret", () => {
  const other = { ...said, personId: randomUUID() };
  const tags = [
    unsubscribeTag(SECRET, { ...said, address: "dora@shop.test" }),
    unsubscribeTag(SECRET, { ...other, address }),
    unsubscribeTag(`${SECRET}!`, { ...said, address }),
  ];
  expect(new Set([...tags, addressTag]).size).toBe(4);
});

test("a token of before links named the address is read", () => {
  expect(readUnsubscribeToken(SECRET, formerUnsubscribeToken(SECRET, said))).toEqual({ ...said, addressTag: null });
});

test("another secret, another person, another address or none is not believed", () => {
  expect(readUnsubscribeToken(`${SECRET}!`, token)).toBeNull();
  expect(readUnsubscribeToken(SECRET, token.replace(said.personId, randomUUID()))).toBeNull();
  expect(readUnsubscribeToken(SECRET, token.replace(addressTag, "x".repeat(addressTag.length)))).toBeNull();
  expect(readUnsubscribeToken(SECRET, token.replace(`.${addressTag}`, ""))).toBeNull();
});

test("what it says can be read without its secret", () => {
  const other = unsubscribeToken(`${SECRET}!`, { ...said, address });
  expect(parseUnsubscribeToken(other)).toMatchObject(said);
});

test.each(["", "...", `${said.tenantId}.${said.personId}.x.y`, token.slice(1), `${token}.x`])("%j is none", (text) => {
  expect(parseUnsubscribeToken(text)).toBeNull();
  expect(readUnsubscribeToken(SECRET, text)).toBeNull();
});
