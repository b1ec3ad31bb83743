import { randomUUID } from "node:crypto";
import { createServiceTokens } from "@chorus/auth/service-token";
import { channels } from "@chorus/contracts/bus/channels";
import { ConversationMessage, InboxMessage, type EventPublished } from "@chorus/contracts/bus/messages";
import { appendEvents } from "@chorus/database/append-events";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { Redis } from "ioredis";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startChat, type Chat, type Tenant, type Customer } from "./harness.ts";

let chat: Chat;
let tenant: Tenant;
let customer: Customer;
let conversationId: string;
let agent: string;

beforeAll(async () => {
  chat = await startChat();
  tenant = await chat.tenant();
  agent = tenant.owner.token;
});
afterAll(() => chat[Symbol.asyncDispose]());
beforeEach(async () => {
  customer = await chat.customer(tenant);
  conversationId = await chat.conversation(customer);
});

const messages = async (token: string, query = "afterSeq=0") =>
  (await chat.request("GET", `/api/v1/conversations/${conversationId}/messages?${query}`, { token })).body;
/** As a gateway hands over what arrived on one socket at once. */
async function sendTogether(items: { body: string; replyToSeq?: number }[]) {
  const token = await createServiceTokens({
    service: "websocket-gateway",
    audience: "chat-service",
    secret: chat.config.secrets.internal,
    now: () => Date.now(),
  })();
  const principal = { tenantId: tenant.id, userId: customer.id, role: "customer", sessionId: randomUUID() };
  const answer = await chat.request("POST", "/internal/v1/messages", {
    token,
    body: {
      tenantId: tenant.id,
      items: items.map((item) => ({
        ...{ principal, conversationId, clientMessageId: randomUUID(), kind: "text" },
        ...item,
      })),
    },
  });
  expect(answer.status).toBe(200);
  return answer.body;
}
const texts = (page: { items: { body: string }[] }) => page.items.map((message) => message.body);

describe("messages", () => {
  test("a message is deleted once, however often it is asked and by whom", async () => {
    const { body: message } = await chat.send(customer.token, conversationId, "oops");
    const remove = (token: string) =>
      chat.request("DELETE", `/api/v1/conversations/${conversationId}/messages/${message.id}`, { token });
    for (const token of [customer.token, customer.token, agent, agent]) expect((await remove(token)).status).toBe(200);
    const events = await chat.request("GET", `/api/v1/conversations/${conversationId}/events?afterSeq=0`, {
      token: agent,
    });
    expect(
      events.body.items
        .map((event: { kind: string }) => event.kind)
        .filter((kind: string) => kind === "message.deleted"),
    ).toHaveLength(1);
  });

  test("livechat 2.2: two posts with the same clientMessageId are one message", async () => {
    const body = { clientMessageId: randomUUID(), body: "once" };
    const post = () => chat.request("POST", `/api/v1/conversations/${conversationId}/messages`, { token: agent, body });
    const [first, again] = [await post(), await post()];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect(texts(await messages(customer.token))).toEqual(["Hello?", "once"]);
  });

  test("a customer sees no notes, and numbers without holes", async () => {
    await chat.send(agent, conversationId, "secret", "note");
    await chat.send(agent, conversationId, "visible");
    const seen = await messages(customer.token);
    expect(texts(seen)).toEqual(["Hello?", "visible"]);
    expect(seen.items.map((message: { seq: number }) => message.seq)).toEqual([2, 3]);
    const all = await messages(agent);
    expect(all.items.map((message: { seq: number; kind: string }) => `${message.seq} ${message.kind}`)).toEqual([
      "2 text",
      "3 note",
      "4 text",
    ]);
    expect((await chat.send(customer.token, conversationId, "may I?", "note")).status).toBe(403);
  });

  test("a reply points to the same message in both numberings", async () => {
    await chat.send(agent, conversationId, "secret", "note");
    const question = await chat.send(customer.token, conversationId, "the blue one?");
    expect(question.body.seq).toBe(3);
    const reply = await chat.request("POST", `/api/v1/conversations/${conversationId}/messages`, {
      token: agent,
      body: { clientMessageId: randomUUID(), body: "yes", replyToSeq: 4 },
    });
    expect(reply.body.replyToSeq).toBe(4);
    expect((await messages(customer.token)).items.at(-1)).toMatchObject({ body: "yes", replyToSeq: 3 });
  });

  test("a customer's message wakes a snoozed conversation, in its own commit", async () => {
    await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent });
    const until = new Date(Date.now() + 7 * 86_400_000).toISOString();
    const path = `/api/v1/conversations/${conversationId}`;
    await chat.request("PATCH", path, { token: agent, body: { snoozedUntil: until } });
    expect((await chat.send(agent, conversationId, "we look into it")).status).toBe(201);
    expect((await chat.request("GET", path, { token: agent })).body.status).toBe("snoozed");
    expect((await chat.send(customer.token, conversationId, "any news?")).status).toBe(201);
    const shown = (await chat.request("GET", path, { token: agent })).body;
    expect(shown).toMatchObject({ status: "open", assignee: { id: tenant.owner.id } });
    expect(shown.waitingSince).not.toBeNull();
    const stored = await chat.database.readTenant(tenant.id, (tx) =>
      tx.selectFrom("conversations").select("snoozed_until").where("id", "=", conversationId).execute(),
    );
    expect(stored).toEqual([{ snoozed_until: null }]);
  });

  test("an edit by the customer wakes a snoozed conversation, a deletion or an agent's edit does not", async () => {
    await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent });
    const { body: question } = await chat.send(customer.token, conversationId, "when?");
    const { body: answer } = await chat.send(agent, conversationId, "on Monday");
    const path = `/api/v1/conversations/${conversationId}`;
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await chat.request("PATCH", path, { token: agent, body: { snoozedUntil: until } });
    const edit = (token: string, id: string, body: string) =>
      chat.request("PATCH", `${path}/messages/${id}`, { token, body: { body } });
    const shown = async () => (await chat.request("GET", path, { token: agent })).body;
    expect((await edit(agent, answer.id, "on Tuesday")).status).toBe(200);
    expect(await shown()).toMatchObject({ status: "snoozed", waitingSince: null });
    expect((await edit(customer.token, question.id, "when? It is urgent")).status).toBe(200);
    expect(await shown()).toMatchObject({ status: "open", assignee: { id: tenant.owner.id } });
    expect((await shown()).waitingSince).not.toBeNull();
    await chat.request("PATCH", path, { token: agent, body: { snoozedUntil: until } });
    await chat.request("DELETE", `${path}/messages/${question.id}`, { token: customer.token });
    expect((await shown()).status).toBe("snoozed");
  });

  test("a customer does not edit in a closed conversation, where nobody would see it; the author at the desk may", async () => {
    await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent });
    const { body: question } = await chat.send(customer.token, conversationId, "Cancel it?");
    const { body: answer } = await chat.send(agent, conversationId, "Cancelled.");
    const path = `/api/v1/conversations/${conversationId}`;
    await chat.request("POST", `${path}/close`, { token: agent });
    const edit = (token: string, id: string) =>
      chat.request("PATCH", `${path}/messages/${id}`, { token, body: { body: "Do not cancel it!" } });
    expect(await edit(customer.token, question.id)).toMatchObject({ status: 409, body: { code: "closed" } });
    expect((await edit(agent, answer.id)).status).toBe(200);
    expect((await chat.request("DELETE", `${path}/messages/${question.id}`, { token: customer.token })).status).toBe(
      200,
    );
  });

  test("messages in one batch into a closed conversation keep their order", async () => {
    await chat.request("POST", `/api/v1/conversations/${conversationId}/close`, { token: agent });
    const bodies = Array.from({ length: 20 }, (_, number) => `m${number}`);
    const { results } = await sendTogether(bodies.map((body) => ({ body })));
    expect(results.every((result: { ok: boolean }) => result.ok)).toBe(true);
    expect(texts(await messages(agent)).slice(1)).toEqual(bodies);
  });

  test("a message that is refused leaves the conversation closed", async () => {
    await chat.request("POST", `/api/v1/conversations/${conversationId}/close`, { token: agent });
    const before = await messages(agent);
    const { results } = await sendTogether([{ body: "to nothing", replyToSeq: 999 }]);
    expect(results[0]).toMatchObject({ ok: false, error: { code: "invalid" } });
    const shown = await chat.request("GET", `/api/v1/conversations/${conversationId}`, { token: agent });
    expect(shown.body.status).toBe("closed");
    expect(await messages(agent)).toEqual(before);
    const mixed = await sendTogether([{ body: "to nothing", replyToSeq: 999 }, { body: "but this" }]);
    expect(mixed.results.map((result: { ok: boolean }) => result.ok)).toEqual([false, true]);
    expect(texts(await messages(agent)).at(-1)).toBe("but this");
  });

  test("pages go both ways, ascending, and end", async () => {
    for (let number = 1; number <= 5; number += 1) await chat.send(agent, conversationId, `m${number}`);
    const first = await messages(agent, "afterSeq=0&limit=4");
    expect(texts(first)).toEqual(["Hello?", "m1", "m2", "m3"]);
    const second = await messages(agent, `limit=4&cursor=${first.nextCursor}`);
    expect(texts(second)).toEqual(["m4", "m5"]);
    expect(second.nextCursor).toBeNull();
    const newest = await messages(agent, "limit=2");
    expect(texts(newest)).toEqual(["m4", "m5"]);
    expect(texts(await messages(agent, `limit=2&cursor=${newest.nextCursor}`))).toEqual(["m2", "m3"]);
    expect(texts(await messages(agent, "beforeSeq=4&limit=10"))).toEqual(["Hello?", "m1"]);
  });

  test("white space, NUL, half a surrogate and 8,001 characters are refused; 8,000 and any script are not", async () => {
    for (const body of ["", "  \n", "a\0b", "\ud800", "x".repeat(8_001)]) {
      expect((await chat.send(agent, conversationId, body)).body).toMatchObject({
        code: "invalid",
        errors: expect.arrayContaining([expect.objectContaining({ path: "body" })]),
      });
    }
    for (const body of ["x".repeat(8_000), "שלום 👩‍👩‍👧 '; drop table events; --", "<img src=x onerror=alert(1)>"]) {
      expect((await chat.send(agent, conversationId, body)).body.body).toBe(body);
    }
  });

  test("receipts only move forward, in the reader's own numbering, and not beyond the head", async () => {
    await chat.send(agent, conversationId, "secret", "note");
    await chat.send(agent, conversationId, "visible");
    const put = async (token: string, body: object) =>
      (await chat.request("PUT", `/api/v1/conversations/${conversationId}/receipts`, { token, body })).body;
    expect(await put(customer.token, { deliveredSeq: 3 })).toEqual({
      userId: customer.id,
      deliveredSeq: 3,
      readSeq: 0,
    });
    expect(await put(customer.token, { readSeq: 2 })).toMatchObject({ deliveredSeq: 3, readSeq: 2 });
    expect(await put(customer.token, { readSeq: 1 })).toMatchObject({ readSeq: 2 });
    expect(await put(customer.token, { readSeq: 999 })).toMatchObject({ deliveredSeq: 3, readSeq: 3 });
    const unread = async () =>
      (await chat.request("GET", `/api/v1/conversations/${conversationId}`, { token: agent })).body.unread;
    expect(await unread()).toBe(1);
    expect(await put(agent, { readSeq: 4 })).toMatchObject({ readSeq: 4 });
    expect(await unread()).toBe(0);
  });
});

test("over REST one sends as fast as over a socket: a burst of 20, then 429 with the time to wait, and nothing stored", async () => {
  const sender = await chat.customer(tenant);
  const own = await chat.conversation(sender);
  const answers = await Promise.all(
    Array.from({ length: 22 }, (_, number) => chat.send(sender.token, own, `m${number}`)),
  );
  const refused = answers.filter((answer) => answer.status === 429);
  // Starting the conversation was a send, too.
  expect(refused).toHaveLength(3);
  expect(refused[0]!.body).toMatchObject({ code: "rate_limited", retryMs: expect.any(Number) });
  expect(Number(refused[0]!.headers.get("retry-after"))).toBeGreaterThan(0);
  const accepted = answers.find((answer) => answer.status === 201)!;
  expect(accepted.headers.get("ratelimit-policy")).toBe('"sends";q=20;w=4');
  expect(accepted.headers.get("ratelimit")).toMatch(/^"sends";r=\d+;t=[1-4]$/);
  const stored = await chat.request("GET", `/api/v1/conversations/${own}/messages?limit=100`, { token: sender.token });
  expect(stored.body.items).toHaveLength(20);
});

describe("editing and deleting", () => {
  const path = (messageId: string) => `/api/v1/conversations/${conversationId}/messages/${messageId}`;
  const edit = (token: string, messageId: string, body: string, operationId?: string) =>
    chat.request("PATCH", path(messageId), { token, body: { body, operationId } });

  test("an edit is an event of its own and changes what the log shows; the same operation again changes nothing", async () => {
    const { id } = (await chat.send(agent, conversationId, "helo")).body;
    const operationId = randomUUID();
    const edited = await edit(agent, id, "hello", operationId);
    expect(edited.body).toMatchObject({ id, seq: 3, body: "hello" });
    expect(edited.body.editedAt).not.toBeNull();
    await edit(agent, id, "hello", operationId);
    const { items } = (
      await chat.request("GET", `/api/v1/conversations/${conversationId}/events?afterSeq=2`, { token: customer.token })
    ).body;
    expect(items.map((event: { kind: string; seq: number }) => `${event.seq} ${event.kind}`)).toEqual([
      "3 message.created",
      "4 message.edited",
    ]);
    expect(
      items.map((event: { data: { message: { body: string; seq: number } } }) => event.data.message),
    ).toMatchObject([
      { body: "hello", seq: 3 },
      { body: "hello", seq: 3 },
    ]);
  });

  test("only the author edits; author or supervisor delete; what was deleted is nowhere any more", async () => {
    const ana = await chat.person(tenant, "agent");
    const { id } = (await chat.send(ana.token, conversationId, "secret plans")).body;
    await edit(ana.token, id, "secret plans, better");
    expect((await edit(agent, id, "hijacked")).status).toBe(403);
    const ben = await chat.person(tenant, "agent");
    expect((await chat.request("DELETE", path(id), { token: ben.token })).status).toBe(403);
    expect((await chat.request("DELETE", path(id), { token: customer.token })).status).toBe(403);
    expect((await chat.request("DELETE", path(id), { token: agent })).body).toMatchObject({ id, body: "" });
    expect((await edit(ana.token, id, "back again")).body.code).toBe("conflict");
    const log = await chat.request("GET", `/api/v1/conversations/${conversationId}/events?afterSeq=0`, {
      token: agent,
    });
    expect(log.text).not.toContain("secret");
    const list = await chat.request("GET", "/api/v1/conversations", { token: agent });
    expect(list.text).not.toContain("secret");
  });

  test("a note's edit stays between agents, and a customer cannot touch the note", async () => {
    const { id } = (await chat.send(agent, conversationId, "secret", "note")).body;
    expect((await edit(customer.token, id, "mine")).status).toBe(404);
    expect((await edit(agent, id, "secret, corrected")).body.kind).toBe("note");
    const seen = await chat.request("GET", `/api/v1/conversations/${conversationId}/events?afterSeq=0`, {
      token: customer.token,
    });
    expect(seen.text).not.toContain("secret");
  });
});

describe("what Redis hears", () => {
  test("livechat 2.5: a committed message at once, once per audience; a note without a customer's form", async () => {
    await using heard = await listen();
    await chat.send(agent, conversationId, "visible");
    await chat.send(agent, conversationId, "secret", "note");
    const events = await until(() => (heard.events().length >= 2 ? heard.events() : null));
    expect(events.map(({ seq, publicSeq }) => ({ seq, publicSeq }))).toEqual([
      { seq: 3, publicSeq: 3 },
      { seq: 4, publicSeq: null },
    ]);
    expect(events[1]!.customerEvent).toBeNull();
    expect(JSON.stringify(events[0]!.customerEvent)).not.toContain("secret");
    const rows = await until(() => heard.rows().find((row) => row.conversation.lastMessage?.body === "secret"));
    expect(rows.conversation).toMatchObject({ id: conversationId, unread: null });
    await nothingUnpublished();
    expect(heard.events()).toHaveLength(2);
  });

  test("what a dying service committed and could not tell, the relay tells", async () => {
    await using heard = await listen();
    const item = {
      conversationId,
      id: randomUUID(),
      kind: "message.created" as const,
      isPublic: true,
      actorType: "customer" as const,
      actorId: customer.id,
      clientMessageId: randomUUID(),
      data: { body: "last words", replyToSeq: null, replyToPublicSeq: null },
    };
    // Committed by somebody who dies before publishing: straight into the database.
    await appendEvents(chat.database, tenant.id, [item]);
    const [event] = await until(() => (heard.events().length > 0 ? heard.events() : null));
    expect(event).toMatchObject({ seq: 3, publicSeq: 3, agentEvent: { data: { message: { body: "last words" } } } });
    await nothingUnpublished();
    expect(heard.events()).toHaveLength(1);
  });
});

async function nothingUnpublished(): Promise<void> {
  await until(async () => {
    const { rows } = await chat.database.withSystem((tx) =>
      sql<{ unpublished: number }>`select unpublished from outbox_backlog()`.execute(tx),
    );
    return rows[0]?.unpublished === 0;
  });
}

/** Collects what is published about the conversation and the inbox, checked against the contract. */
async function listen() {
  const redis = new Redis(testRedisUrl());
  const conversation: ConversationMessage[] = [];
  const inbox: InboxMessage[] = [];
  redis.on("message", (channel: string, text: string) => {
    const message: unknown = JSON.parse(text);
    if (channel === channels.inbox(tenant.id)) inbox.push(InboxMessage.parse(message));
    else conversation.push(ConversationMessage.parse(message));
  });
  await redis.subscribe(channels.conversation(tenant.id, conversationId), channels.inbox(tenant.id));
  return {
    events: () => conversation.filter((message): message is EventPublished => message.type === "event"),
    rows: () => inbox,
    [Symbol.asyncDispose]: () => redis.quit().then(() => undefined),
  };
}
