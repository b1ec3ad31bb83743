import { LIMITS } from "@chorus/contracts/limits";
import { systemIds } from "@chorus/kernel/ids";
import { describe, expect, it } from "vitest";
import { setUpTalk } from "../src/testing/talk.ts";

const talk = setUpTalk();

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe("subscribing", () => {
  it("gives the newest 50, or what follows a position, up to 300", async () => {
    const conversation = await talk.conversationWith(360);
    const client = await talk.harness.join(talk.gateway, talk.agent);
    const newest = await talk.subscribe(client, conversation);
    expect(newest).toMatchObject({ headSeq: 360, recovered: true, hasMore: true, epoch: "e1" });
    expect(newest.events.map(({ seq }) => seq)).toEqual(upTo(360, 311));
    const part = await talk.subscribe(client, conversation, { afterSeq: 10, epoch: "e1" });
    expect(part).toMatchObject({ headSeq: 360, recovered: false, hasMore: true });
    expect(part.events.map(({ seq }) => seq)).toEqual(upTo(310, 11));
    // What stopped short of the head is not live: the next event would leave a hole.
    await talk.send(conversation, "unheard");
    const rest = await talk.subscribe(client, conversation, { afterSeq: 310, epoch: "e1" });
    expect(rest).toMatchObject({ headSeq: 361, recovered: true, hasMore: false });
    expect(rest.events.map(({ seq }) => seq)).toEqual(upTo(361, 311));
    expect(client.of("event")).toEqual([]);
  });

  it("reloads after another epoch or beyond the head", async () => {
    const conversation = await talk.conversationWith(3);
    const client = await talk.harness.join(talk.gateway, talk.agent);
    for (const from of [
      { afterSeq: 2, epoch: "older" },
      { afterSeq: 7, epoch: "e1" },
    ]) {
      const reloaded = await talk.subscribe(client, conversation, from);
      expect(reloaded).toMatchObject({ headSeq: 3, recovered: false, hasMore: false });
      expect(reloaded.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    }
    await talk.send(conversation, "live again");
    expect(await client.next("event")).toMatchObject({ seq: 4 });
  });

  it("by the link in a mail reaches that conversation only, also when it resumes or brings another token", async () => {
    const [linked, other] = [await talk.conversationWith(1), await talk.conversationWith(1)];
    const token = await talk.harness.tokenFor(talk.customer.principal, { onlyConversationId: linked.id });
    const client = talk.harness.connect(talk.gateway);
    await client.hello(token, { resume: [{ conversationId: other.id, afterSeq: 0, epoch: "e1" }] });
    expect(await talk.subscribe(client, linked)).toMatchObject({ type: "subscribed" });
    for (const frame of [
      { type: "subscribe" },
      { type: "history", beforeSeq: 5, limit: 10 },
      { type: "message.send", clientMessageId: systemIds.next(), body: "x", kind: "text" },
    ])
      expect(await client.request({ ...frame, conversationId: other.id })).toMatchObject({ code: "not_found" });
    expect(await client.request({ type: "refresh", token: talk.customer.token })).toMatchObject({ code: "forbidden" });
    expect(client.seqs(other.id)).toEqual([]);
  });

  it("masks what is not there and what is another's, byte for byte", async () => {
    const [mine, stranger, foreigner] = [
      await talk.harness.join(talk.gateway, talk.customer),
      await talk.harness.person("customer"),
      await talk.harness.person("agent", systemIds.next()),
    ];
    const conversation = await talk.conversationWith(1);
    expect(await talk.subscribe(mine, conversation)).toMatchObject({ type: "subscribed" });
    for (const person of [stranger, foreigner]) {
      const client = await talk.harness.join(talk.gateway, person);
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
    const conversation = await talk.conversationWith(2);
    const [early, late] = [
      await talk.harness.join(talk.gateway, talk.agent),
      await talk.harness.join(talk.gateway, talk.customer),
    ];
    await talk.subscribe(early, conversation);
    let answered = 0;
    talk.harness.chat.control.before.set("sync", async () => {
      answered += 1;
      // Before the snapshot is taken; more follow while its answer is on the way.
      await talk.send(conversation, "before the snapshot");
    });
    const joining = talk.subscribe(late, conversation, { afterSeq: 0 });
    await expect.poll(() => answered).toBe(1);
    for (let count = 0; count < 5; count += 1) await talk.send(conversation, "meanwhile");
    await joining;
    await talk.send(conversation, "last");
    await late.next("event", ({ seq }) => seq === 9);
    expect(late.seqs(conversation.id)).toEqual(upTo(9));
    await early.next("event", ({ seq }) => seq === 9);
    expect(early.seqs(conversation.id)).toEqual(upTo(9));
  });

  it("answers that overtake each other leave no hole: an older one than the stream begins with is asked for again", async () => {
    const conversation = await talk.conversationWith(2);
    const [slow, quick] = [
      await talk.harness.join(talk.gateway, talk.agent),
      await talk.harness.join(talk.gateway, talk.customer),
    ];
    const { after } = talk.harness.chat.control;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let isHeld = false;
    after.set("sync", () => {
      after.delete("sync");
      isHeld = true;
      return held;
    });
    const joining = talk.subscribe(slow, conversation, { afterSeq: 0 });
    await expect.poll(() => isHeld).toBe(true);
    for (let count = 0; count < 3; count += 1) await talk.send(conversation, "after that snapshot");
    await talk.subscribe(quick, conversation, { afterSeq: 0 });
    release();
    await joining;
    await talk.send(conversation, "last");
    await slow.next("event", ({ seq }) => seq === 6);
    expect(slow.seqs(conversation.id)).toEqual(upTo(6));
  });

  it("many join, leave and join again while others write: nobody sees a hole or a repeat", async () => {
    const conversation = await talk.conversationWith(0);
    const clients = await Promise.all(
      Array.from({ length: 8 }, () => talk.harness.person("agent").then((one) => talk.harness.join(talk.gateway, one))),
    );
    const writer = { isWriting: true };
    const writing = (async () => {
      for (let count = 0; count < 150; count += 1) {
        await talk.send(conversation, "x", count % 3 === 0 ? "note" : "text");
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
          await talk.subscribe(client, conversation, { afterSeq: position });
          if (writer.isWriting) await client.request({ type: "unsubscribe", conversationId: conversation.id });
        }
        return round;
      }),
    );
    await writing;
    for (const client of clients) {
      // What is still under way must have come before the position is read, or it would rightly be replayed.
      await client.request({ type: "unsubscribe", conversationId: conversation.id });
      await talk.subscribe(client, conversation, { afterSeq: client.seqs(conversation.id).at(-1) ?? 0 });
      expect(client.seqs(conversation.id)).toEqual(upTo(150));
    }
    expect(Math.max(...positions)).toBeGreaterThan(1);
  });

  it("ends with unsubscribe, also while it is under way", async () => {
    const conversation = await talk.conversationWith(1);
    const client = await talk.harness.join(talk.gateway, talk.agent);
    let answer: (() => void) | undefined;
    talk.harness.chat.control.before.set("sync", () => new Promise((resolve) => (answer = resolve)));
    client.send({ type: "subscribe", id: "void", conversationId: conversation.id });
    await expect.poll(() => answer !== undefined).toBe(true);
    expect(await client.request({ type: "unsubscribe", conversationId: conversation.id })).toMatchObject({
      type: "ok",
    });
    answer?.();
    talk.harness.chat.control.before.clear();
    await talk.send(conversation, "unheard");
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
    const [first, second] = [await talk.conversationWith(5), await talk.conversationWith(3)];
    const client = talk.harness.connect(talk.gateway);
    const gone = systemIds.next();
    const resume = [
      { conversationId: first.id, afterSeq: 3, epoch: "e1" },
      { conversationId: gone, afterSeq: 1 },
      { conversationId: second.id, afterSeq: 3, epoch: "e1" },
    ];
    await client.hello(talk.customer.token, { resume });
    await client.next("subscribed", ({ conversationId }) => conversationId === second.id);
    const types = client.frames.map(({ type }) => type).slice(0, 5);
    expect(types).toEqual(["welcome", "subscribed", "error", "gap", "subscribed"]);
    // The error has no request to name; whoever asked need not wait for more of it.
    expect(client.of("gap")).toEqual([{ type: "gap", conversationId: gone, fromSeq: 2, headSeq: 1 }]);
    expect(client.seqs(first.id)).toEqual([4, 5]);
    await talk.send(second, "live");
    expect(await client.next("event")).toMatchObject({ conversationId: second.id, seq: 4 });
  });

  it("replays at most 512 KiB, and says where it stopped", async () => {
    const body = "x".repeat(LIMITS.bodyCharacters);
    const conversations = [await talk.conversationWith(0), await talk.conversationWith(0)];
    for (const conversation of conversations)
      for (let count = 0; count < 60; count += 1) await talk.send(conversation, body);
    const client = talk.harness.connect(talk.gateway);
    await client.hello(talk.customer.token, {
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
    const conversation = await talk.conversationWith(0);
    const client = await talk.harness.join(talk.gateway, talk.customer);
    await talk.subscribe(client, conversation, { afterSeq: 0 });
    talk.harness.chat.control.publishes = false;
    for (let count = 0; count < 6; count += 1) await talk.send(conversation, "x", count === 2 ? "note" : "text");
    for (const index of [2, 1, 1, 0, 5, 4, 3, 3]) await talk.harness.chat.publish(conversation, index);
    await client.next("event", ({ seq }) => seq === 5);
    expect(client.seqs(conversation.id)).toEqual([1, 2, 3, 4, 5]);
  });

  it("that were lost are fetched before later ones go out", async () => {
    const conversation = await talk.conversationWith(1);
    const [desk, widget] = [
      await talk.harness.join(talk.gateway, talk.agent),
      await talk.harness.join(talk.gateway, talk.customer),
    ];
    await Promise.all([talk.subscribe(desk, conversation), talk.subscribe(widget, conversation)]);
    talk.harness.chat.control.publishes = false;
    talk.harness.chat.control.maxGapEvents = 2;
    for (let count = 0; count < 5; count += 1) await talk.send(conversation, "lost", count % 2 === 0 ? "note" : "text");
    talk.harness.chat.control.publishes = true;
    await talk.send(conversation, "heard");
    await desk.next("event", ({ seq }) => seq === 7);
    await widget.next("event", ({ seq }) => seq === 4);
    expect(desk.seqs(conversation.id)).toEqual(upTo(7));
    expect(widget.seqs(conversation.id)).toEqual(upTo(4));
  });

  it("at the end of a burst are found by the sweep of heads", async () => {
    const sweeping = await talk.harness.gateway({ timings: { headsSweepMs: 30 } });
    const conversation = await talk.conversationWith(1);
    const client = await talk.harness.join(sweeping, talk.customer);
    await talk.subscribe(client, conversation);
    talk.harness.chat.control.publishes = false;
    await talk.send(conversation, "lost");
    expect(await client.next("event")).toMatchObject({ seq: 2 });
  });

  it("of one's own come back although nothing is published at all", async () => {
    const conversation = await talk.conversationWith(0);
    const client = await talk.harness.join(talk.gateway, talk.customer);
    await talk.subscribe(client, conversation);
    talk.harness.chat.control.publishes = false;
    const message = { conversationId: conversation.id, clientMessageId: systemIds.next(), body: "x", kind: "text" };
    expect(await client.request({ type: "message.send", ...message })).toMatchObject({ type: "ack", seq: 1 });
    expect(await client.next("event")).toMatchObject({ seq: 1 });
  });

  it("that cannot be had end in a gap and silence, until subscribed again", async () => {
    const conversation = await talk.conversationWith(2, "note");
    const [desk, widget] = [
      await talk.harness.join(talk.gateway, talk.agent),
      await talk.harness.join(talk.gateway, talk.customer),
    ];
    await Promise.all([talk.subscribe(desk, conversation), talk.subscribe(widget, conversation)]);
    talk.harness.chat.control.failures.set("gap", "unavailable");
    talk.harness.chat.control.publishes = false;
    await talk.send(conversation, "lost");
    talk.harness.chat.control.publishes = true;
    for (let count = 0; count < 64; count += 1) await talk.send(conversation, "held");
    expect(desk.of("gap")).toEqual([]);
    await talk.send(conversation, "one too many");
    expect(await desk.next("gap")).toMatchObject({ conversationId: conversation.id, fromSeq: 3, headSeq: 68 });
    expect(await widget.next("gap")).toMatchObject({ conversationId: conversation.id, fromSeq: 1, headSeq: 66 });
    await talk.send(conversation, "unheard");
    talk.harness.chat.control.failures.clear();
    const again = await talk.subscribe(widget, conversation, { afterSeq: 0, epoch: "e1" });
    expect(again.events.map(({ seq }) => seq)).toEqual(upTo(67));
    expect(widget.of("event")).toEqual([]);
  });

  it("show their heads in the heartbeat, in the reader's numbering", async () => {
    const beating = await talk.harness.gateway({ timings: { heartbeatMs: 30, watchMs: 10 } });
    const conversation = await talk.conversationWith(1);
    await talk.send(conversation, "note", "note");
    const [desk, widget] = [
      await talk.harness.join(beating, talk.agent),
      await talk.harness.join(beating, talk.customer),
    ];
    await Promise.all([talk.subscribe(desk, conversation), talk.subscribe(widget, conversation)]);
    expect(await desk.next("ping", ({ heads }) => heads[conversation.id] === 2)).toBeTruthy();
    expect(await widget.next("ping", ({ heads }) => heads[conversation.id] === 1)).toBeTruthy();
  });
});
