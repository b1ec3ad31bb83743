import { expect, test } from "vitest";
import {
  adopt,
  discardFailed,
  enqueue,
  markInFlight,
  nextWakeMs,
  refuse,
  removedElsewhere,
  retryFailed,
  sendable,
} from "./outbox-state.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";

function outgoing(clientMessageId: string, conversationId = "c"): OutgoingMessage {
  const createdAt = "2026-11-21T09:00:00.000Z";
  return {
    clientMessageId,
    conversationId,
    createdAt,
    body: "x",
    kind: "text",
    replyToSeq: null,
    status: "pending",
    error: null,
    seq: null,
  };
}

const ids = (messages: readonly OutgoingMessage[]) => messages.map((message) => message.clientMessageId);
const closed = { code: "closed" as const, detail: "The conversation is closed.", retryable: false, retryMs: null };

test("one at a time in a conversation, conversations beside each other", () => {
  let state = [outgoing("a"), outgoing("b"), outgoing("x", "d")].reduce(enqueue, []);
  expect(ids(sendable(state, 0))).toEqual(["a", "x"]);
  state = [...markInFlight(state, "a")];
  expect(ids(sendable(state, 0))).toEqual(["x"]);
});

test("a rate limit holds the conversation back until its time, in order", () => {
  let state = [outgoing("a"), outgoing("b")].reduce(enqueue, [] as ReturnType<typeof enqueue>);
  state = refuse(
    markInFlight(state, "a"),
    "a",
    { code: "rate_limited", detail: "", retryable: true, retryMs: 700 },
    1_000,
    0,
  );
  expect(sendable(state, 1_600)).toEqual([]);
  expect(nextWakeMs(state, 1_600)).toBe(1_700);
  expect(ids(sendable(state, 1_700))).toEqual(["a"]);
});

test("a message refused for good does not hold up the next, can be tried again or dropped", () => {
  let state = [outgoing("a"), outgoing("b")].reduce(enqueue, [] as ReturnType<typeof enqueue>);
  state = refuse(markInFlight(state, "a"), "a", closed, 0, 0);
  expect(state[0]?.message).toMatchObject({ status: "failed", error: { code: "closed" } });
  expect(ids(sendable(state, 0))).toEqual(["b"]);
  expect(ids(sendable(retryFailed(state, "a"), 0))).toEqual(["b"]);
  expect(discardFailed(state, "b")).toBe(state);
  expect(discardFailed(state, "a").map((entry) => entry.message.clientMessageId)).toEqual(["b"]);
});

test("after a conflict, trying again sends it whatever is newer; after another refusal it still asks", () => {
  const written = enqueue([], { ...outgoing("a"), expectedSeq: 3 });
  const conflict = { code: "conflict" as const, detail: "There is a newer message.", retryable: false, retryMs: null };
  const marked = refuse(markInFlight(written, "a"), "a", conflict, 0, 0);
  expect(marked[0]?.message).toMatchObject({ status: "failed", error: { code: "conflict" }, expectedSeq: 3 });
  expect(retryFailed(marked, "a")[0]?.message).not.toHaveProperty("expectedSeq");
  const shut = refuse(markInFlight(written, "a"), "a", closed, 0, 0);
  expect(retryFailed(shut, "a")[0]?.message).toMatchObject({ status: "pending", expectedSeq: 3 });
});

test("writing down the same id twice is one message", () => {
  const once = enqueue([], outgoing("a"));
  expect(enqueue(once, outgoing("a"))).toBe(once);
});

test("another page's message waits its time here, and is gone when that page has seen it stored", () => {
  const state = adopt(enqueue([], outgoing("own", "d")), outgoing("theirs"), 3_000);
  expect(ids(sendable(state, 1_000))).toEqual(["own"]);
  expect(ids(sendable(state, 3_000))).toEqual(["own", "theirs"]);
  expect(ids(removedElsewhere(state, "theirs").map((entry) => entry.message))).toEqual(["own"]);
});

test("what is in flight here is not touched by another page", () => {
  const state = markInFlight(enqueue([], outgoing("a")), "a");
  expect(removedElsewhere(state, "a")).toBe(state);
  expect(adopt(state, { ...outgoing("a"), status: "failed" }, 0)[0]?.message.status).toBe("pending");
});
