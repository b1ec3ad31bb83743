import { sampleUuid } from "@chorus/contracts/testing/sample-conversation";
import { expect, test } from "vitest";
import { samplePrincipal } from "../testing/sample-rows.ts";
import { type Send, withPositions } from "./resolve-positions.ts";

const HERE = sampleUuid(2);
const [desk, customer] = [samplePrincipal(), samplePrincipal({ role: "customer" })];
/** A note is the third event, so that both numberings differ from there on. */
const known = [
  { conversation_id: sampleUuid(9), seq: 4, public_seq: 4 },
  { conversation_id: HERE, seq: 3, public_seq: null },
  { conversation_id: HERE, seq: 4, public_seq: 3 },
  { conversation_id: HERE, seq: 5, public_seq: 4 },
];
const resolved = (principal: Send["principal"], fields: Partial<Send>) => {
  const send: Send = {
    ...{ principal, conversationId: HERE, clientMessageId: sampleUuid(7), body: "hello", kind: "text" },
    ...fields,
  };
  const [item] = withPositions([send], known);
  const { replyToSeq, replyToPublicSeq, expectedSeq } = item!;
  return { replyToSeq, replyToPublicSeq, expectedSeq };
};

test("a send without positions has none", () => {
  expect(resolved(desk, {})).toEqual({ replyToSeq: null, replyToPublicSeq: null, expectedSeq: null });
});

test("the desk names the full numbering, a customer the public one, and both mean the same message", () => {
  const reply = { replyToSeq: 4, replyToPublicSeq: 3, expectedSeq: null };
  expect(resolved(desk, { replyToSeq: 4 })).toEqual(reply);
  expect(resolved(customer, { replyToSeq: 3 })).toEqual(reply);
});

test("a reply to a note has no public position", () => {
  expect(resolved(desk, { replyToSeq: 3 })).toMatchObject({ replyToSeq: 3, replyToPublicSeq: null });
});

test("a reply to what is not there, or only in another conversation, points nowhere and is refused by the append", () => {
  const nowhere = { replyToSeq: Number.MAX_SAFE_INTEGER, replyToPublicSeq: null };
  expect(resolved(desk, { replyToSeq: 99 })).toMatchObject(nowhere);
  expect(resolved(customer, { replyToSeq: 5 })).toMatchObject(nowhere);
});

test("the head that is expected is translated for customers; one they cannot know can never be right", () => {
  expect(resolved(desk, { expectedSeq: 5 }).expectedSeq).toBe(5);
  expect(resolved(customer, { expectedSeq: 4 }).expectedSeq).toBe(5);
  expect(resolved(customer, { expectedSeq: 99 }).expectedSeq).toBe(0);
});
