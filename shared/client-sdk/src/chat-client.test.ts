import { expect, test } from "vitest";
import type { Message } from "@chorus/contracts/entities/message";
import type { ClientFrameOf } from "@chorus/contracts/frames/client-frame";
import { MemoryOutboxStore } from "./outbox/outbox-store.ts";
import { FAKE_USER_ID, type FakeGateway } from "./testing/fake-socket.ts";
import {
  CONVERSATION_ID,
  CUSTOMER_ID,
  sampleConversation,
  sampleEvent,
  sampleEvents,
  sampleId,
  sampleSubscribed,
} from "./testing/sample-events.ts";
import { connectedChatClient, microtasks } from "./testing/signed-in-client.ts";

const me: Message["author"] = { type: "agent", id: FAKE_USER_ID, name: "Max" };
const SAID_AT = "2026-11-21T09:00:00.000Z";

async function opened(newest = 3) {
  const all = await connectedChatClient();
  const stream = all.chat.openConversation(CONVERSATION_ID);
  const { id } = all.gateway.socket.take("subscribe");
  all.gateway.socket.push(sampleSubscribed({ id, events: sampleEvents(1, newest) }));
  return { ...all, stream, seqs: () => stream.getSnapshot().timeline.map((entry) => entry.seq) };
}

function ack(gateway: FakeGateway, sent: ClientFrameOf<"message.send">, seq: number, duplicate = false): void {
  const { id, conversationId, clientMessageId } = sent;
  const messageId = sampleId(40_000 + seq);
  gateway.socket.push({
    type: "ack",
    id,
    conversationId,
    clientMessageId,
    messageId,
    seq,
    createdAt: SAID_AT,
    duplicate,
  });
}

async function reconnect(all: Awaited<ReturnType<typeof opened>>): Promise<void> {
  all.gateway.socket.drop();
  all.clock.advance(20_000);
  await microtasks();
  all.gateway.socket.accept();
}

test("subscribes once, applies live events and tells only when something changed", async () => {
  const { gateway, stream, seqs } = await opened();
  let changes = 0;
  stream.subscribe(() => (changes += 1));
  const before = stream.getSnapshot();
  expect(stream.getSnapshot()).toBe(before);
  gateway.socket.push({ type: "event", ...sampleEvent(4) });
  expect(seqs()).toEqual([1, 2, 3, 4]);
  expect(changes).toBeGreaterThan(0);
  expect(gateway.socket.all("subscribe")).toHaveLength(1);
});

test("a hole and a gap frame subscribe again after the last event", async () => {
  const { gateway, seqs } = await opened();
  gateway.socket.push({ type: "event", ...sampleEvent(6) });
  gateway.socket.push({ type: "event", ...sampleEvent(7) });
  expect(gateway.socket.all("subscribe")).toHaveLength(2);
  const again = gateway.socket.take("subscribe");
  expect(again).toMatchObject({ afterSeq: 3, epoch: "e1" });
  gateway.socket.push(sampleSubscribed({ id: again.id, events: sampleEvents(4, 7) }));
  gateway.socket.push({ type: "gap", conversationId: CONVERSATION_ID, fromSeq: 8, headSeq: 9 });
  expect(gateway.socket.take("subscribe")).toMatchObject({ afterSeq: 7 });
  expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("a heartbeat that is ahead fetches the lost last event", async () => {
  const { gateway } = await opened();
  gateway.socket.push({ type: "ping", n: 1, heads: { [CONVERSATION_ID]: 3 } });
  expect(gateway.socket.all("subscribe")).toHaveLength(1);
  gateway.socket.push({ type: "ping", n: 2, heads: { [CONVERSATION_ID]: 4 } });
  expect(gateway.socket.take("subscribe")).toMatchObject({ afterSeq: 3 });
});

test("resumes in hello and pages on until everything is there", async () => {
  const all = await opened();
  await reconnect(all);
  const { gateway, stream, seqs } = all;
  expect(gateway.socket.take("hello").resume).toEqual([{ conversationId: CONVERSATION_ID, afterSeq: 3, epoch: "e1" }]);
  gateway.socket.push(sampleSubscribed({ events: sampleEvents(4, 6), headSeq: 8, recovered: false, hasMore: true }));
  expect(stream.getSnapshot().status).toBe("catching_up");
  const more = gateway.socket.take("subscribe");
  expect(more.afterSeq).toBe(6);
  gateway.socket.push(sampleSubscribed({ id: more.id, events: sampleEvents(7, 8) }));
  expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(stream.getSnapshot().status).toBe("live");
});

test("what the gateway could not take up again is asked for at once", async () => {
  const all = await opened();
  await reconnect(all);
  const { gateway, stream } = all;
  gateway.socket.push({ type: "gap", conversationId: CONVERSATION_ID, fromSeq: 4, headSeq: 3 });
  const anew = gateway.socket.take("subscribe");
  expect(anew.afterSeq).toBe(3);
  gateway.socket.push(sampleSubscribed({ id: anew.id, events: [], headSeq: 3 }));
  expect(stream.getSnapshot().status).toBe("live");
});

test("a restored database (another epoch) loads the conversation anew", async () => {
  const all = await opened();
  await reconnect(all);
  const { gateway, seqs } = all;
  gateway.socket.push(sampleSubscribed({ epoch: "e2", headSeq: 2 }));
  const fresh = gateway.socket.take("subscribe");
  expect(fresh.afterSeq).toBeUndefined();
  gateway.socket.push(sampleSubscribed({ id: fresh.id, epoch: "e2", events: sampleEvents(1, 2) }));
  expect(seqs()).toEqual([1, 2]);
});

test.each(["ack first", "event first"])("an own message shows once: %s", async (order) => {
  const { chat, gateway, stream } = await opened();
  const { clientMessageId } = chat.send({ conversationId: CONVERSATION_ID, body: "hello" });
  const shown = () => {
    const { timeline, outgoing } = stream.getSnapshot();
    return [...timeline.map((entry) => entry.key), ...outgoing.map((message) => message.clientMessageId)].filter(
      (key) => key === clientMessageId,
    );
  };
  expect(stream.getSnapshot().outgoing).toMatchObject([{ clientMessageId, status: "pending" }]);
  const sent = gateway.socket.take("message.send");
  const event = () => gateway.socket.push({ type: "event", ...sampleEvent(4, { clientMessageId, author: me }) });
  for (const step of order === "ack first"
    ? [() => ack(gateway, sent, 4), event]
    : [event, () => ack(gateway, sent, 4)]) {
    step();
    expect(shown()).toHaveLength(1);
  }
  expect(chat.outgoing.getSnapshot()).toEqual([]);
});

test("what was not acknowledged is sent again after the reconnect, in order, under the same id", async () => {
  const all = await opened();
  const { chat, gateway } = all;
  const first = chat.send({ conversationId: CONVERSATION_ID, body: "one" });
  const second = chat.send({ conversationId: CONVERSATION_ID, body: "two" });
  expect(gateway.socket.all("message.send")).toHaveLength(1);
  await reconnect(all);
  const again = gateway.socket.take("message.send");
  expect(again.clientMessageId).toBe(first.clientMessageId);
  ack(gateway, again, 4, true);
  const next = gateway.socket.take("message.send");
  expect(next.clientMessageId).toBe(second.clientMessageId);
});

test("a request without an answer is repeated on the same socket", async () => {
  const { chat, gateway, clock } = await opened();
  chat.send({ conversationId: CONVERSATION_ID, body: "one" });
  clock.advance(14_000);
  gateway.socket.push({ type: "ping", n: 1, heads: {} });
  clock.advance(1_000);
  expect(new Set(gateway.socket.all("message.send").map((frame) => frame.clientMessageId)).size).toBe(1);
  expect(gateway.socket.all("message.send")).toHaveLength(2);
});

test("rate_limited waits as told; a refusal for good fails the message until it is tried again", async () => {
  const { chat, gateway, clock, stream } = await opened();
  const { clientMessageId } = chat.send({ conversationId: CONVERSATION_ID, body: "one" });
  const refuse = (code: "rate_limited" | "closed", retryMs?: number) => {
    const { id } = gateway.socket.take("message.send");
    const wait = retryMs === undefined ? {} : { retryMs };
    gateway.socket.push({ type: "error", id, code, message: "No.", retryable: code === "rate_limited", ...wait });
  };
  refuse("rate_limited", 2_000);
  clock.advance(1_999);
  expect(gateway.socket.all("message.send")).toHaveLength(1);
  clock.advance(1);
  expect(gateway.socket.all("message.send")).toHaveLength(2);
  refuse("closed");
  expect(stream.getSnapshot().outgoing).toMatchObject([{ status: "failed", error: { code: "closed", detail: "No." } }]);
  chat.retry(clientMessageId);
  expect(gateway.socket.all("message.send")).toHaveLength(3);
  refuse("closed");
  chat.discard(clientMessageId);
  expect(stream.getSnapshot().outgoing).toEqual([]);
});

test("a message that would not fit a frame fails here instead of closing every socket", async () => {
  const { chat, gateway, stream } = await opened();
  chat.send({ conversationId: CONVERSATION_ID, body: "\u0001".repeat(8_000) });
  expect(gateway.socket.all("message.send")).toEqual([]);
  expect(stream.getSnapshot().outgoing).toMatchObject([{ status: "failed", error: { code: "payload_too_large" } }]);
});

test("a restored outbox is sent and kept until it is acknowledged", async () => {
  const outboxStore = new MemoryOutboxStore();
  const first = await connectedChatClient({ outboxStore });
  first.gateway.socket.drop();
  first.chat.send({ conversationId: CONVERSATION_ID, body: "kept" });
  await microtasks();
  first.chat.stop();
  const second = await connectedChatClient({ outboxStore });
  await microtasks();
  const sent = second.gateway.socket.take("message.send");
  expect(sent.body).toBe("kept");
  ack(second.gateway, sent, 1);
  await microtasks();
  expect(await outboxStore.load()).toEqual([]);
});

test("reads and deliveries are told together, and again when the server has less after a reconnect", async () => {
  const all = await opened();
  const { gateway, clock, stream } = all;
  stream.markRead();
  clock.advance(300);
  expect(gateway.socket.all("receipt")).toEqual([
    { type: "receipt", conversationId: CONVERSATION_ID, deliveredSeq: 3, readSeq: 3 },
  ]);
  stream.markRead();
  clock.advance(300);
  expect(gateway.socket.all("receipt")).toHaveLength(1);
  await reconnect(all);
  gateway.socket.push(
    sampleSubscribed({ headSeq: 3, receipts: [{ userId: FAKE_USER_ID, deliveredSeq: 3, readSeq: 1 }] }),
  );
  clock.advance(300);
  expect(gateway.socket.take("receipt").readSeq).toBe(3);
});

test("what the server already has is not told again after a reload", async () => {
  const { chat, gateway, clock } = await connectedChatClient();
  const stream = chat.openConversation(CONVERSATION_ID);
  const receipts = [{ userId: FAKE_USER_ID, deliveredSeq: 3, readSeq: 3 }];
  gateway.socket.push(
    sampleSubscribed({ id: gateway.socket.take("subscribe").id, events: sampleEvents(1, 3), receipts }),
  );
  stream.markRead();
  clock.advance(300);
  expect(gateway.socket.all("receipt")).toEqual([]);
});

test("typing is throttled going out and forgotten coming in", async () => {
  const { gateway, clock, stream } = await opened();
  stream.setTyping(true);
  clock.advance(2_000);
  stream.setTyping(true);
  stream.setTyping(false);
  stream.setTyping(false);
  expect(gateway.socket.all("typing").map((frame) => frame.isTyping)).toEqual([true, false]);
  const typing = {
    type: "typing" as const,
    conversationId: CONVERSATION_ID,
    userId: CUSTOMER_ID,
    isTyping: true,
    ttlMs: 6_000,
  };
  gateway.socket.push(typing);
  expect(stream.getSnapshot().typing).toEqual([CUSTOMER_ID]);
  clock.advance(6_000);
  expect(stream.getSnapshot().typing).toEqual([]);
  gateway.socket.push(typing);
  gateway.socket.push({ type: "event", ...sampleEvent(4) });
  expect(stream.getSnapshot().typing).toEqual([]);
});

test("a place in the queue is shown while somebody waits, and forgotten when it is not said again", async () => {
  const { gateway, clock, stream } = await opened();
  const place = { type: "queue.position" as const, conversationId: CONVERSATION_ID, waitSeconds: null, ttlMs: 6_000 };
  const isNow = (seq: number, status: "queued" | "open") =>
    gateway.socket.push({
      type: "event",
      ...sampleEvent(seq),
      kind: "conversation.status",
      data: { conversation: { ...sampleConversation, status } },
    });
  isNow(4, "queued");
  gateway.socket.push({ ...place, ahead: 2 });
  expect(stream.getSnapshot().queue).toEqual({ ahead: 2, waitSeconds: null });
  clock.advance(5_000);
  gateway.socket.push({ ...place, ahead: 1 });
  clock.advance(5_000);
  expect(stream.getSnapshot().queue?.ahead).toBe(1);
  isNow(5, "open");
  expect(stream.getSnapshot().queue).toBeNull();
  isNow(6, "queued");
  clock.advance(1_000);
  expect(stream.getSnapshot().queue).toBeNull();
});

test("who looks is told and repeated, newcomers hear of it at once, and colleagues are forgotten", async () => {
  const { gateway, clock, stream } = await opened();
  stream.setViewing(true);
  stream.setViewing(true);
  const viewingFrames = () => gateway.socket.all("viewing").map((frame) => frame.isViewing);
  expect(viewingFrames()).toEqual([true]);
  clock.advance(20_000);
  expect(viewingFrames()).toEqual([true, true]);
  const colleague = { type: "viewing" as const, conversationId: CONVERSATION_ID, userId: CUSTOMER_ID, ttlMs: 60_000 };
  gateway.socket.push({ ...colleague, isViewing: true });
  gateway.socket.push({ ...colleague, isViewing: true });
  expect(viewingFrames()).toEqual([true, true, true]);
  expect(stream.getSnapshot().viewers).toEqual([CUSTOMER_ID]);
  stream.setViewing(false);
  expect(viewingFrames()).toEqual([true, true, true, false]);
  clock.advance(60_000);
  expect(viewingFrames()).toHaveLength(4);
  expect(stream.getSnapshot().viewers).toEqual([]);
});

test("history goes in front; a refused conversation says why and is tried again after a reconnect", async () => {
  const all = await connectedChatClient();
  const { chat, gateway, clock } = all;
  const stream = chat.openConversation(CONVERSATION_ID);
  gateway.socket.push(
    sampleSubscribed({ id: gateway.socket.take("subscribe").id, events: sampleEvents(51, 60), hasMore: true }),
  );
  const loading = stream.loadOlder();
  expect(stream.getSnapshot().isLoadingOlder).toBe(true);
  const { id, beforeSeq } = gateway.socket.take("history");
  expect(beforeSeq).toBe(51);
  gateway.socket.push({ type: "history.page", id, events: sampleEvents(1, 50), hasMore: false });
  await loading;
  expect(stream.getSnapshot()).toMatchObject({ hasOlder: false, isLoadingOlder: false });
  expect(stream.getSnapshot().timeline).toHaveLength(60);

  const other = chat.openConversation(sampleId(7));
  const refused = gateway.socket.take("subscribe");
  gateway.socket.push({ type: "error", id: refused.id, code: "not_found", message: "Not found.", retryable: false });
  expect(other.getSnapshot()).toMatchObject({ status: "unavailable", problem: { code: "not_found" } });
  gateway.socket.drop();
  clock.advance(20_000);
  await microtasks();
  gateway.socket.accept();
  expect(gateway.socket.take("subscribe").conversationId).toBe(sampleId(7));
});

test("a subscription told to wait is not asked for earlier", async () => {
  const { chat, gateway, clock } = await connectedChatClient();
  chat.openConversation(CONVERSATION_ID);
  const { id } = gateway.socket.take("subscribe");
  gateway.socket.push({ type: "error", id, code: "rate_limited", message: "Wait.", retryable: true, retryMs: 1_000 });
  gateway.socket.push({ type: "gap", conversationId: CONVERSATION_ID, fromSeq: 1, headSeq: 2 });
  expect(gateway.socket.all("subscribe")).toHaveLength(1);
  clock.advance(1_000);
  expect(gateway.socket.all("subscribe")).toHaveLength(2);
});

test("a closed conversation lingers, then leaves; opened twice it is one", async () => {
  const { chat, gateway, clock, stream } = await opened();
  expect(chat.openConversation(CONVERSATION_ID)).toBe(stream);
  chat.closeConversation(CONVERSATION_ID);
  chat.closeConversation(CONVERSATION_ID);
  expect(chat.openConversation(CONVERSATION_ID)).toBe(stream);
  chat.closeConversation(CONVERSATION_ID);
  clock.advance(30_000);
  expect(gateway.socket.all("unsubscribe")).toHaveLength(0);
  gateway.socket.push({ type: "ping", n: 1, heads: {} });
  clock.advance(30_000);
  expect(gateway.socket.all("unsubscribe")).toHaveLength(1);
});

test("the inbox goes on from its cursor, and starts over when the server no longer knows it", async () => {
  const all = await opened();
  const { chat, gateway } = all;
  let resets = 0;
  chat.inbox.onReset(() => (resets += 1));
  chat.inbox.start();
  const first = gateway.socket.take("inbox.subscribe");
  expect(first.cursor).toBeUndefined();
  gateway.socket.push({ type: "inbox.subscribed", id: first.id, cursor: "c1" });
  await reconnect(all);
  const second = gateway.socket.take("inbox.subscribe");
  expect(second.cursor).toBe("c1");
  gateway.socket.push({ type: "inbox.subscribed", id: second.id, cursor: "c1" });
  // The heartbeat moves the position on, so that a reconnect replays only what came after it.
  gateway.socket.push({ type: "ping", n: 1, heads: {}, inboxCursor: "c7" });
  gateway.socket.push({ type: "ping", n: 2, heads: {} });
  await reconnect(all);
  const third = gateway.socket.take("inbox.subscribe");
  expect(third.cursor).toBe("c7");
  gateway.socket.push({
    type: "error",
    id: third.id,
    code: "invalid_frame",
    message: "Unknown cursor.",
    retryable: false,
  });
  const fourth = gateway.socket.take("inbox.subscribe");
  expect(fourth.cursor).toBeUndefined();
  gateway.socket.push({ type: "inbox.subscribed", id: fourth.id, cursor: "c9" });
  expect(resets).toBe(2);
});
