import "@chorus/testing/provided";
import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { LIMITS } from "@chorus/contracts/limits";
import { systemIds } from "@chorus/kernel/ids";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import type { WebsocketGateway } from "../service.ts";
import type { FakeConversation } from "../testing/fake-conversation.ts";
import { startHarness, type Harness, type TestPerson } from "../testing/gateway-harness.ts";
import type { TestClient } from "../testing/test-client.ts";

let harness: Harness;
let gateway: WebsocketGateway;
let agent: TestPerson;
let customer: TestPerson;
beforeAll(async () => {
  harness = await startHarness(inject("chorusServers").redisUrl);
  gateway = await harness.gateway();
  agent = await harness.person("agent");
  customer = await harness.person("customer");
});
afterAll(async () => {
  await harness[Symbol.asyncDispose]();
});
afterEach(() => {
  const { control } = harness.chat;
  control.publishes = true;
  control.failures.clear();
  control.before.clear();
  control.epoch = "e1";
  control.maxGapEvents = Infinity;
});

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

async function conversationWith(events: number, kind: "text" | "note" = "text"): Promise<FakeConversation> {
  const made = harness.chat.addConversation(harness.tenantId, customer.principal.userId);
  for (let count = 0; count < events; count += 1)
    await harness.chat.say(made, agent.principal, `message ${count + 1}`, kind);
  return made;
}

const subscribe = (client: TestClient, { id }: FakeConversation, more: object = {}) =>
  client.request({ type: "subscribe", conversationId: id, ...more }) as Promise<ServerFrameOf<"subscribed">>;

const say = (conversation: FakeConversation, body: string, kind: "text" | "note" = "text") =>
  harness.chat.say(conversation, agent.principal, body, kind);

describe("subscribing", () => {
  it("gives the newest 50, or what follows a position, up to 300", async () => {
    const conversation = await conversationWith(360);
    const client = await harness.join(gateway, agent);
    const newest = await subscribe(client, conversation);
    expect(newest).toMatchObject({ headSeq: 360, recovered: true, hasMore: true, epoch: "e1" });
    expect(newest.events.map(({ seq }) => seq)).toEqual(upTo(360, 311));
    const part = await subscribe(client, conversation, { afterSeq: 10, epoch: "e1" });
    expect(part).toMatchObject({ headSeq: 360, recovered: false, hasMore: true });
    expect(part.events.map(({ seq }) => seq)).toEqual(upTo(310, 11));
    // What stopped short of the head is not live: the next event would leave a hole.
    await say(conversation, "unheard");
    const rest = await subscribe(client, conversation, { afterSeq: 310, epoch: "e1" });
    expect(rest).toMatchObject({ headSeq: 361, recovered: true, hasMore: false });
    expect(rest.events.map(({ seq }) => seq)).toEqual(upTo(361, 311));
    expect(client.of("event")).toEqual([]);
  });

  it("reloads after another epoch or beyond the head", async () => {
    const conversation = await conversationWith(3);
    const client = await harness.join(gateway, agent);
    for (const from of [
      { afterSeq: 2, epoch: "older" },
      { afterSeq: 7, epoch: "e1" },
    ]) {
      const reloaded = await subscribe(client, conversation, from);
      expect(reloaded).toMatchObject({ headSeq: 3, recovered: false, hasMore: false });
      expect(reloaded.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    }
    await say(conversation, "live again");
    expect(await client.next("event")).toMatchObject({ seq: 4 });
  });

  it("masks what is not there and what is another's, byte for byte", async () => {
    const [mine, stranger, foreigner] = [
      await harness.join(gateway, customer),
      await harness.person("customer"),
      await harness.person("agent", systemIds.next()),
    ];
    const conversation = await conversationWith(1);
    expect(await subscribe(mine, conversation)).toMatchObject({ type: "subscribed" });
    for (const person of [stranger, foreigner]) {
      const client = await harness.join(gateway, person);
      for (const frame of [
        { type: "subscribe" },
        { type: "history", beforeSeq: 5, limit: 10 },
        { type: "message.send", clientMessageId: systemIds.next(), body: "x", kind: "text" },
      ]) {
        const other = await client.request({ ...frame, conversationId: conversation.id });
        const random = await client.request({ ...frame, conversationId: systemIds.next() });
        expect({ ...other, id: "" }).toEqual({ ...random, id: "" });
        expect(other).toMatchObject({ type: "error", code: "not_found" });
      }
    }
  });

  it("is race-free: what is said meanwhile comes exactly once, in order, after `subscribed`", async () => {
    const conversation = await conversationWith(2);
    const [early, late] = [await harness.join(gateway, agent), await harness.join(gateway, customer)];
    await subscribe(early, conversation);
    let answered = 0;
    harness.chat.control.before.set("sync", async () => {
      answered += 1;
      // Before the snapshot is taken; more follow while its answer is on the way.
      await say(conversation, "before the snapshot");
    });
    const joining = subscribe(late, conversation, { afterSeq: 0 });
    await expect.poll(() => answered).toBe(1);
    for (let count = 0; count < 5; count += 1) await say(conversation, "meanwhile");
    await joining;
    await say(conversation, "last");
    await late.next("event", ({ seq }) => seq === 9);
    expect(late.seqs(conversation.id)).toEqual(upTo(9));
    await early.next("event", ({ seq }) => seq === 9);
    expect(early.seqs(conversation.id)).toEqual(upTo(9));
  });

  it("many join, leave and join again while others write: nobody sees a hole or a repeat", async () => {
    const conversation = await conversationWith(0);
    const clients = await Promise.all(
      Array.from({ length: 8 }, () => harness.person("agent").then((one) => harness.join(gateway, one))),
    );
    const writer = { isWriting: true };
    const writing = (async () => {
      for (let count = 0; count < 150; count += 1) {
        await say(conversation, "x", count % 3 === 0 ? "note" : "text");
        await new Promise((resolve) => setImmediate(resolve));
      }
      writer.isWriting = false;
    })();
    const positions = await Promise.all(
      clients.map(async (client) => {
        let round = 0;
        while (writer.isWriting || round === 0) {
          round += 1;
          const position = client.seqs(conversation.id).at(-1) ?? 0;
          await subscribe(client, conversation, { afterSeq: position });
          if (writer.isWriting) await client.request({ type: "unsubscribe", conversationId: conversation.id });
        }
        return round;
      }),
    );
    await writing;
    for (const client of clients) {
      // What is still under way must have come before the position is read, or it would rightly be replayed.
      await client.request({ type: "unsubscribe", conversationId: conversation.id });
      await subscribe(client, conversation, { afterSeq: client.seqs(conversation.id).at(-1) ?? 0 });
      expect(client.seqs(conversation.id)).toEqual(upTo(150));
    }
    expect(Math.max(...positions)).toBeGreaterThan(1);
  });

  it("ends with unsubscribe, also while it is under way", async () => {
    const conversation = await conversationWith(1);
    const client = await harness.join(gateway, agent);
    let answer: (() => void) | undefined;
    harness.chat.control.before.set("sync", () => new Promise((resolve) => (answer = resolve)));
    client.send({ type: "subscribe", id: "void", conversationId: conversation.id });
    await expect.poll(() => answer !== undefined).toBe(true);
    expect(await client.request({ type: "unsubscribe", conversationId: conversation.id })).toMatchObject({
      type: "ok",
    });
    answer?.();
    harness.chat.control.before.clear();
    await say(conversation, "unheard");
    expect(
      await client.request({ type: "history", conversationId: conversation.id, beforeSeq: 9, limit: 5 }),
    ).toMatchObject({
      type: "history.page",
      hasMore: false,
    });
    expect(client.of("event")).toEqual([]);
  });
});

describe("resuming", () => {
  it("brings what was missed in each conversation, in the order asked for", async () => {
    const [first, second] = [await conversationWith(5), await conversationWith(3)];
    const client = harness.connect(gateway);
    const resume = [
      { conversationId: first.id, afterSeq: 3, epoch: "e1" },
      { conversationId: systemIds.next(), afterSeq: 1 },
      { conversationId: second.id, afterSeq: 3, epoch: "e1" },
    ];
    await client.hello(customer.token, { resume });
    await client.next("subscribed", ({ conversationId }) => conversationId === second.id);
    expect(client.frames.map(({ type }) => type).slice(0, 4)).toEqual(["welcome", "subscribed", "error", "subscribed"]);
    expect(client.seqs(first.id)).toEqual([4, 5]);
    await say(second, "live");
    expect(await client.next("event")).toMatchObject({ conversationId: second.id, seq: 4 });
  });

  it("replays at most 512 KiB, and says where it stopped", async () => {
    const body = "x".repeat(LIMITS.bodyCharacters);
    const conversations = [await conversationWith(0), await conversationWith(0)];
    for (const conversation of conversations) for (let count = 0; count < 60; count += 1) await say(conversation, body);
    const client = harness.connect(gateway);
    await client.hello(customer.token, {
      resume: conversations.map(({ id }) => ({ conversationId: id, afterSeq: 0 })),
    });
    const [whole, part] = [
      await client.next("subscribed", ({ conversationId }) => conversationId === conversations[0]?.id),
      await client.next("subscribed", ({ conversationId }) => conversationId === conversations[1]?.id),
    ];
    expect(whole).toMatchObject({ recovered: true, hasMore: false });
    expect(part).toMatchObject({ recovered: false, hasMore: true, headSeq: 60 });
    expect(part.events.length).toBeLessThan(10);
  });
});

describe("live events", () => {
  it("are put in order, whatever order and repetition they are published in", async () => {
    const conversation = await conversationWith(0);
    const client = await harness.join(gateway, customer);
    await subscribe(client, conversation, { afterSeq: 0 });
    harness.chat.control.publishes = false;
    for (let count = 0; count < 6; count += 1) await say(conversation, "x", count === 2 ? "note" : "text");
    for (const index of [2, 1, 1, 0, 5, 4, 3, 3]) await harness.chat.publish(conversation, index);
    await client.next("event", ({ seq }) => seq === 5);
    expect(client.seqs(conversation.id)).toEqual([1, 2, 3, 4, 5]);
  });

  it("that were lost are fetched before later ones go out", async () => {
    const conversation = await conversationWith(1);
    const [desk, widget] = [await harness.join(gateway, agent), await harness.join(gateway, customer)];
    await Promise.all([subscribe(desk, conversation), subscribe(widget, conversation)]);
    harness.chat.control.publishes = false;
    harness.chat.control.maxGapEvents = 2;
    for (let count = 0; count < 5; count += 1) await say(conversation, "lost", count % 2 === 0 ? "note" : "text");
    harness.chat.control.publishes = true;
    await say(conversation, "heard");
    await desk.next("event", ({ seq }) => seq === 7);
    await widget.next("event", ({ seq }) => seq === 4);
    expect(desk.seqs(conversation.id)).toEqual(upTo(7));
    expect(widget.seqs(conversation.id)).toEqual(upTo(4));
  });

  it("at the end of a burst are found by the sweep of heads", async () => {
    const sweeping = await harness.gateway({ timings: { headsSweepMs: 30 } });
    const conversation = await conversationWith(1);
    const client = await harness.join(sweeping, customer);
    await subscribe(client, conversation);
    harness.chat.control.publishes = false;
    await say(conversation, "lost");
    expect(await client.next("event")).toMatchObject({ seq: 2 });
  });

  it("of one's own come back although nothing is published at all", async () => {
    const conversation = await conversationWith(0);
    const client = await harness.join(gateway, customer);
    await subscribe(client, conversation);
    harness.chat.control.publishes = false;
    const message = { conversationId: conversation.id, clientMessageId: systemIds.next(), body: "x", kind: "text" };
    expect(await client.request({ type: "message.send", ...message })).toMatchObject({ type: "ack", seq: 1 });
    expect(await client.next("event")).toMatchObject({ seq: 1 });
  });

  it("that cannot be had end in a gap and silence, until subscribed again", async () => {
    const conversation = await conversationWith(2, "note");
    const [desk, widget] = [await harness.join(gateway, agent), await harness.join(gateway, customer)];
    await Promise.all([subscribe(desk, conversation), subscribe(widget, conversation)]);
    harness.chat.control.failures.set("gap", "unavailable");
    harness.chat.control.publishes = false;
    await say(conversation, "lost");
    harness.chat.control.publishes = true;
    for (let count = 0; count < 64; count += 1) await say(conversation, "held");
    expect(desk.of("gap")).toEqual([]);
    await say(conversation, "one too many");
    expect(await desk.next("gap")).toMatchObject({ conversationId: conversation.id, fromSeq: 3, headSeq: 68 });
    expect(await widget.next("gap")).toMatchObject({ conversationId: conversation.id, fromSeq: 1, headSeq: 66 });
    await say(conversation, "unheard");
    harness.chat.control.failures.clear();
    const again = await subscribe(widget, conversation, { afterSeq: 0, epoch: "e1" });
    expect(again.events.map(({ seq }) => seq)).toEqual(upTo(67));
    expect(widget.of("event")).toEqual([]);
  });

  it("show their heads in the heartbeat, in the reader's numbering", async () => {
    const beating = await harness.gateway({ timings: { heartbeatMs: 30, watchMs: 10 } });
    const conversation = await conversationWith(1);
    await say(conversation, "note", "note");
    const [desk, widget] = [await harness.join(beating, agent), await harness.join(beating, customer)];
    await Promise.all([subscribe(desk, conversation), subscribe(widget, conversation)]);
    expect(await desk.next("ping", ({ heads }) => heads[conversation.id] === 2)).toBeTruthy();
    expect(await widget.next("ping", ({ heads }) => heads[conversation.id] === 1)).toBeTruthy();
  });
});

const frame = ({ id }: FakeConversation, clientMessageId: string, body = "x") => ({
  type: "message.send",
  conversationId: id,
  clientMessageId,
  body,
  kind: "text",
});

describe("sending", () => {
  it("twice stores once and is acknowledged twice", async () => {
    const conversation = await conversationWith(0);
    const client = await harness.join(gateway, customer);
    const clientMessageId = systemIds.next();
    const first = await client.request(frame(conversation, clientMessageId));
    const second = await client.request(frame(conversation, clientMessageId));
    expect(first).toMatchObject({ type: "ack", seq: 1, duplicate: false });
    expect({ ...second, id: "", duplicate: false }).toEqual({ ...first, id: "" });
    expect(second).toMatchObject({ duplicate: true });
    expect(conversation.headSeq).toBe(1);
  });

  it("keeps the order of one connection's sends", async () => {
    const conversation = await conversationWith(0);
    const client = await harness.join(gateway, agent);
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, index) => client.request(frame(conversation, systemIds.next(), String(index)))),
    );
    expect(replies.map((reply) => reply.type === "ack" && reply.seq)).toEqual(upTo(60));
    expect(
      conversation.events.map(({ agentEvent }) => "message" in agentEvent.data && agentEvent.data.message.body),
    ).toEqual(upTo(59, 0).map(String));
    expect(harness.chat.batches.some((size) => size > 1)).toBe(true);
  });

  it("while chat-service is away is answered `unavailable`, and works when it is back", async () => {
    const conversation = await conversationWith(0);
    const client = await harness.join(gateway, customer);
    harness.chat.control.failures.set("append", "unavailable");
    const clientMessageId = systemIds.next();
    expect(await client.request(frame(conversation, clientMessageId))).toMatchObject({
      code: "unavailable",
      retryable: true,
    });
    harness.chat.control.failures.clear();
    expect(await client.request(frame(conversation, clientMessageId))).toMatchObject({ type: "ack", duplicate: false });
  });

  it("a note is for agents only", async () => {
    const conversation = await conversationWith(0);
    const client = await harness.join(gateway, customer);
    expect(await client.request({ ...frame(conversation, systemIds.next()), kind: "note" })).toMatchObject({
      code: "forbidden",
    });
    const viewer = await harness.join(gateway, await harness.person("viewer"));
    expect(await viewer.request(frame(conversation, systemIds.next()))).toMatchObject({ code: "forbidden" });
  });
});

describe("passing things", () => {
  it("typing reaches the others, not the typist, and ends with the connection", async () => {
    const second = await harness.gateway();
    const conversation = await conversationWith(0);
    const [desk, widget, tab] = [
      await harness.join(gateway, agent),
      await harness.join(second, customer),
      await harness.join(gateway, customer),
    ];
    await Promise.all([desk, widget, tab].map((client) => subscribe(client, conversation)));
    widget.send({ type: "typing", conversationId: conversation.id, isTyping: true });
    const { userId } = customer.principal;
    expect(await desk.next("typing")).toEqual({
      type: "typing",
      conversationId: conversation.id,
      userId,
      isTyping: true,
      ttlMs: 6_000,
    });
    await widget.close();
    await desk.next("typing", ({ isTyping }) => !isTyping);
    expect([...widget.of("typing"), ...tab.of("typing")]).toEqual([]);
  });

  it("typing somewhere one has not joined is answered like something that is not there", async () => {
    const client = await harness.join(gateway, await harness.person("customer"));
    client.send({ type: "typing", conversationId: (await conversationWith(0)).id, isTyping: true });
    expect(await client.next("error")).toMatchObject({ code: "not_found" });
  });

  it("receipts are folded and handed on", async () => {
    const conversation = await conversationWith(3);
    const client = await harness.join(gateway, customer);
    for (const seq of [1, 3, 2])
      client.send({ type: "receipt", conversationId: conversation.id, deliveredSeq: seq, readSeq: seq - 1 });
    await expect.poll(() => harness.chat.recorded.filter(({ kind }) => kind === "receipt")).toHaveLength(1);
    expect(harness.chat.recorded.at(-1)?.body).toMatchObject({
      conversationId: conversation.id,
      deliveredSeq: 3,
      readSeq: 2,
    });
  });

  it("the chosen status goes to chat-service", async () => {
    const client = await harness.join(gateway, agent);
    expect(await client.request({ type: "presence.set", status: "busy" })).toMatchObject({ type: "ok" });
    expect(harness.chat.recorded.at(-1)).toMatchObject({ kind: "availability", body: { status: "busy" } });
  });
});
