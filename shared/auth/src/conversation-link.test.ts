import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { addressTag, conversationLinkToken, readConversationLink } from "./conversation-link.ts";
import { signedToken } from "./signed-token.ts";

const secret = "a secret of at least thirty-two characters";
const ids = { tenantId: randomUUID(), customerId: randomUUID(), conversationId: randomUUID() };
const link = { ...ids, address: "Cara@shop.test" };
const nowMs = Date.parse("2026-11-21T17:00:00Z");
const DAY_MS = 24 * 60 * 60_000;

test("says for 30 days which conversation it opens", () => {
  const token = conversationLinkToken(secret, link, nowMs);
  expect(readConversationLink(secret, token, nowMs + 29 * DAY_MS)).toEqual({
    ...ids,
    addressTag: addressTag("cara@shop.test"),
  });
  expect(token).not.toMatch(/cara/i);
  expect(readConversationLink(secret, token, nowMs + 30 * DAY_MS)).toBeNull();
});

test("those in mails of before they named an address are read, too", () => {
  const end = String(Math.floor((nowMs + DAY_MS) / 1000));
  const old = signedToken(secret, "conversation link", [...Object.values(ids), end]);
  expect(readConversationLink(secret, old, nowMs)).toEqual({ ...ids, addressTag: null });
});

test("nothing of it can be changed, and another installation's is nobody's", () => {
  const token = conversationLinkToken(secret, link, nowMs);
  const parts = token.split(".");
  for (const at of parts.keys()) {
    const forged = parts.with(at, at === 3 ? "99999999999" : at > 3 ? "x" : randomUUID()).join(".");
    expect(readConversationLink(secret, forged, nowMs)).toBeNull();
  }
  expect(readConversationLink(secret, `${token}.x`, nowMs)).toBeNull();
  expect(readConversationLink(`${secret}!`, token, nowMs)).toBeNull();
  expect(readConversationLink(secret, "", nowMs)).toBeNull();
});
