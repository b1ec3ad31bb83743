import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { conversationLinkToken, readConversationLink } from "./conversation-link.ts";

const secret = "a secret of at least thirty-two characters";
const link = { tenantId: randomUUID(), customerId: randomUUID(), conversationId: randomUUID() };
const nowMs = Date.parse("2026-11-21T17:00:00Z");
const DAY_MS = 24 * 60 * 60_000;

test("says for 30 days which conversation it opens", () => {
  const token = conversationLinkToken(secret, link, nowMs);
  expect(readConversationLink(secret, token, nowMs + 29 * DAY_MS)).toEqual(link);
  expect(readConversationLink(secret, token, nowMs + 30 * DAY_MS)).toBeNull();
});

test("nothing of it can be changed, and another installation's is nobody's", () => {
  const token = conversationLinkToken(secret, link, nowMs);
  const parts = token.split(".");
  for (const at of parts.keys()) {
    const forged = parts.with(at, at === 3 ? "99999999999" : at === 4 ? "x" : randomUUID()).join(".");
    expect(readConversationLink(secret, forged, nowMs)).toBeNull();
  }
  expect(readConversationLink(secret, `${token}.x`, nowMs)).toBeNull();
  expect(readConversationLink(`${secret}!`, token, nowMs)).toBeNull();
  expect(readConversationLink(secret, "", nowMs)).toBeNull();
});
