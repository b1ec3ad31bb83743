import { systemIds } from "@chorus/kernel/ids";
import { describe, expect, it } from "vitest";
import type { FakeConversation } from "../src/testing/fake-conversation.ts";
import { setUpTalk } from "../src/testing/talk.ts";

const talk = setUpTalk();

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

const frame = ({ id }: FakeConversation, clientMessageId: string, body = "x") => ({
  type: "message.send",
  conversationId: id,
  clientMessageId,
  body,
  kind: "text",
});

describe("sending", () => {
  it("twice stores once and is acknowledged twice", async () => {
    const conversation = await talk.conversationWith(0);
    const client = await talk.harness.join(talk.gateway, talk.customer);
    const clientMessageId = systemIds.next();
    const first = await client.request(frame(conversation, clientMessageId));
    const second = await client.request(frame(conversation, clientMessageId));
    expect(first).toMatchObject({ type: "ack", seq: 1, duplicate: false });
    expect({ ...second, id: "", duplicate: false }).toEqual({ ...first, id: "" });
    expect(second).toMatchObject({ duplicate: true });
    expect(conversation.headSeq).toBe(1);
  });

  it("keeps the order of one connection's sends", async () => {
    const conversation = await talk.conversationWith(0);
    const client = await talk.harness.join(talk.gateway, talk.agent);
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, index) => client.request(frame(conversation, systemIds.next(), String(index)))),
    );
    expect(replies.map((reply) => reply.type === "ack" && reply.seq)).toEqual(upTo(60));
    expect(
      conversation.events.map(({ agentEvent }) => "message" in agentEvent.data && agentEvent.data.message.body),
    ).toEqual(upTo(59, 0).map(String));
    expect(talk.harness.chat.batches.some((size) => size > 1)).toBe(true);
  });

  it("while chat-service is away is answered `unavailable`, and works when it is back", async () => {
    const conversation = await talk.conversationWith(0);
    const client = await talk.harness.join(talk.gateway, talk.customer);
    talk.harness.chat.control.failures.set("append", "unavailable");
    const clientMessageId = systemIds.next();
    expect(await client.request(frame(conversation, clientMessageId))).toMatchObject({
      code: "unavailable",
      retryable: true,
    });
    talk.harness.chat.control.failures.clear();
    expect(await client.request(frame(conversation, clientMessageId))).toMatchObject({ type: "ack", duplicate: false });
  });

  it("a note is for agents only", async () => {
    const conversation = await talk.conversationWith(0);
    const client = await talk.harness.join(talk.gateway, talk.customer);
    expect(await client.request({ ...frame(conversation, systemIds.next()), kind: "note" })).toMatchObject({
      code: "forbidden",
    });
    const viewer = await talk.harness.join(talk.gateway, await talk.harness.person("viewer"));
    expect(await viewer.request(frame(conversation, systemIds.next()))).toMatchObject({ code: "forbidden" });
  });
});

describe("passing things", () => {
  it("typing reaches the others, not the typist, and ends with the connection", async () => {
    const second = await talk.harness.gateway();
    const conversation = await talk.conversationWith(0);
    const [desk, widget, tab] = [
      await talk.harness.join(talk.gateway, talk.agent),
      await talk.harness.join(second, talk.customer),
      await talk.harness.join(talk.gateway, talk.customer),
    ];
    await Promise.all([desk, widget, tab].map((client) => talk.subscribe(client, conversation)));
    widget.send({ type: "typing", conversationId: conversation.id, isTyping: true });
    const { userId } = talk.customer.principal;
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

  it("customers are told of the typing of the one who answers them, and of nobody else at the desk", async () => {
    const conversation = await talk.conversationWith(0);
    const colleague = await talk.harness.person("agent");
    conversation.assigneeId = talk.agent.principal.userId;
    const [answering, reading, widget] = [
      await talk.harness.join(talk.gateway, talk.agent),
      await talk.harness.join(talk.gateway, colleague),
      await talk.harness.join(talk.gateway, talk.customer),
    ];
    await Promise.all([answering, reading, widget].map((client) => talk.subscribe(client, conversation)));
    reading.send({ type: "typing", conversationId: conversation.id, isTyping: true });
    await answering.next("typing", ({ userId }) => userId === colleague.principal.userId);
    answering.send({ type: "typing", conversationId: conversation.id, isTyping: true });
    await widget.next("typing", ({ userId }) => userId === talk.agent.principal.userId);
    expect(widget.of("typing").map(({ userId }) => userId)).not.toContain(colleague.principal.userId);
  });

  it("typing somewhere one has not joined is answered like something that is not there", async () => {
    const client = await talk.harness.join(talk.gateway, await talk.harness.person("customer"));
    client.send({ type: "typing", conversationId: (await talk.conversationWith(0)).id, isTyping: true });
    expect(await client.next("error")).toMatchObject({ code: "not_found" });
  });

  it("receipts are folded and handed on", async () => {
    const conversation = await talk.conversationWith(3);
    const client = await talk.harness.join(talk.gateway, talk.customer);
    for (const seq of [1, 3, 2])
      client.send({ type: "receipt", conversationId: conversation.id, deliveredSeq: seq, readSeq: seq - 1 });
    await expect.poll(() => talk.harness.chat.recorded.filter(({ kind }) => kind === "receipt")).toHaveLength(1);
    expect(talk.harness.chat.recorded.at(-1)?.body).toMatchObject({
      conversationId: conversation.id,
      deliveredSeq: 3,
      readSeq: 2,
    });
  });

  it("the chosen status goes to chat-service", async () => {
    const client = await talk.harness.join(talk.gateway, talk.agent);
    expect(await client.request({ type: "presence.set", status: "busy" })).toMatchObject({ type: "ok" });
    expect(talk.harness.chat.recorded.at(-1)).toMatchObject({ kind: "availability", body: { status: "busy" } });
  });
});
