import { randomUUID } from "node:crypto";
import { createServiceTokens } from "@chorus/auth/service-token";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChat, type Chat, type Customer, type Tenant } from "./harness.ts";
import { whileLocked } from "./while-locked.ts";

let chat: Chat;
let nowMs = 0;
beforeAll(async () => {
  // Within a minute, so that its quota does not begin anew between two requests.
  nowMs = Date.now() - (Date.now() % 60_000) + 10_000;
  chat = await startChat({ clock: { now: () => nowMs } });
});
afterAll(() => chat[Symbol.asyncDispose]());

const post = (token: string, conversationId: string, body: object) =>
  chat.request("POST", `/api/v1/conversations/${conversationId}/messages`, { token, body });
const message = (body = "here") => ({ clientMessageId: randomUUID(), body });

describe("above what a tenant may send in a minute", () => {
  /** The amount is read beside the path of messages: from the first send on that finds none, also one that is refused for something else. */
  async function setSends(tenant: Tenant, amount: number): Promise<void> {
    await chat.request("PUT", `/api/v1/tenants/${tenant.id}/quotas/sends_per_minute`, {
      token: chat.config.secrets.operatorKey,
      body: { amount },
    });
    nowMs += 60_000;
    for (let time = 0; time < 3; time += 1)
      expect((await chat.send(tenant.owner.token, randomUUID(), "nowhere")).status).toBe(404);
  }

  /** As a gateway hands over what arrived on one socket. */
  async function sendTogether(tenant: Tenant, conversationId: string, items: readonly object[]) {
    const token = await createServiceTokens({
      service: "websocket-gateway",
      audience: "chat-service",
      secret: chat.config.secrets.internal,
      now: () => nowMs,
    })();
    const principal = { tenantId: tenant.id, userId: tenant.owner.id, role: "owner", sessionId: randomUUID() };
    const { body } = await chat.request("POST", "/internal/v1/messages", {
      token,
      body: { tenantId: tenant.id, items: items.map((item) => ({ principal, conversationId, kind: "text", ...item })) },
    });
    return body.results.map((result: { ok: boolean; duplicate: boolean; error: { code: string } }) =>
      result.ok ? (result.duplicate ? "repeat" : "stored") : result.error.code,
    );
  }

  const start = async (amount: number) => {
    const tenant = await chat.tenant();
    const customer = await chat.customer(tenant);
    const conversationId = await chat.conversation(customer);
    await setSends(tenant, amount);
    return { tenant, customer, conversationId, token: tenant.owner.token };
  };

  test("a repeat of what was stored is answered as at first, of a message and of a note; what is new is refused", async () => {
    const { token, conversationId } = await start(2);
    const [text, note] = [message(), { ...message("for us"), kind: "note" }];
    const first = [await post(token, conversationId, text), await post(token, conversationId, note)];
    expect(first.map(({ status }) => status)).toEqual([201, 201]);
    expect((await post(token, conversationId, message())).status).toBe(429);
    const again = [await post(token, conversationId, text), await post(token, conversationId, note)];
    expect(again.map(({ status, body }) => [status, body.id])).toEqual(first.map(({ body }) => [200, body.id]));
  });

  test("over a socket, too, a whisper among them; a repeat in a batch takes nothing from what is new", async () => {
    const { tenant, conversationId } = await start(3);
    const [text, whisper, third, fourth] = [message(), { ...message(), kind: "whisper" }, message(), message()];
    expect(await sendTogether(tenant, conversationId, [text, whisper])).toEqual(["stored", "stored"]);
    const batch = [text, whisper, third, third, fourth, fourth, text];
    expect(await sendTogether(tenant, conversationId, batch)).toEqual([
      ...["repeat", "repeat", "stored", "repeat"],
      ...["rate_limited", "rate_limited", "repeat"],
    ]);
    expect(await sendTogether(tenant, conversationId, batch)).toEqual([
      ...["repeat", "repeat", "repeat", "repeat"],
      ...["rate_limited", "rate_limited", "repeat"],
    ]);
  });

  test("somebody else's id is no repeat", async () => {
    const { token, customer, conversationId } = await start(1);
    const text = message();
    expect((await post(token, conversationId, text)).status).toBe(201);
    expect((await post(customer.token, conversationId, text)).status).toBe(429);
  });

  test("a repeat that comes while the first is being stored waits for it", async () => {
    const { token, conversationId } = await start(1);
    const text = message();
    const lock = `select from conversations where id = '${conversationId}' for update`;
    const answers = await whileLocked(chat, lock, async (untilWaiting) => {
      const first = post(token, conversationId, text);
      await untilWaiting(1);
      const repeats = [post(token, conversationId, text), post(token, conversationId, text)];
      await untilWaiting(3);
      return [first, ...repeats] as const;
    });
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  test("the first message of a conversation, sent again", async () => {
    const tenant = await chat.tenant();
    const [customer, other] = [await chat.customer(tenant), await chat.customer(tenant)];
    await setSends(tenant, 1);
    const begin = (token: string, text: object) =>
      chat.request("POST", "/api/v1/conversations", { token, body: { message: text } });
    const text = message("Hello");
    const first = await begin(customer.token, text);
    expect(first.status).toBe(201);
    const again = await begin(customer.token, text);
    expect(again).toMatchObject({ status: 200, body: { message: { id: first.body.message.id } } });
    expect([(await begin(customer.token, message())).status, (await begin(other.token, text)).status]).toEqual([
      429, 429,
    ]);
  });
});

describe("above what a person may send", () => {
  let tenant: Tenant;
  const BURST = 20;
  beforeAll(async () => {
    tenant = await chat.tenant();
    // A window of 20 s of real time, longer than a test takes.
    const limits = { sendsPerSecond: 1, sendsBurst: BURST };
    await chat.request("PATCH", "/api/v1/tenant", { token: tenant.owner.token, body: { limits } });
  });

  /** So many new messages, of which each counts. */
  async function fill(customer: Customer, conversationId: string, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1)
      expect((await post(customer.token, conversationId, message())).status).toBe(201);
  }

  /** Somebody who may send no more for now, and the last that they have sent. */
  async function exhausted(): Promise<{
    customer: Customer;
    conversationId: string;
    text: { clientMessageId: string };
  }> {
    const customer = await chat.customer(tenant);
    const conversationId = await chat.conversation(customer);
    const text = message();
    await fill(customer, conversationId, BURST - 2);
    expect((await post(customer.token, conversationId, text)).status).toBe(201);
    return { customer, conversationId, text };
  }

  test("a repeat is answered as at first, so many times; then it is not said that nothing was stored", async () => {
    const { customer, conversationId, text } = await exhausted();
    const refused = await post(customer.token, conversationId, message());
    expect(refused).toMatchObject({ status: 429, body: { detail: expect.stringContaining("Nothing was stored") } });
    for (let time = 1; time < BURST; time += 1)
      expect((await post(customer.token, conversationId, text)).status).toBe(200);
    const more = await post(customer.token, conversationId, text);
    expect(more.status).toBe(429);
    expect(more.body.detail).not.toContain("Nothing was stored");
  });

  test("a repeat below the limit takes nothing of it, and an edit that is sent again neither", async () => {
    const customer = await chat.customer(tenant);
    const conversationId = await chat.conversation(customer);
    const text = message();
    const { body: sent } = await post(customer.token, conversationId, text);
    for (let time = 0; time < 5; time += 1) expect((await post(customer.token, conversationId, text)).status).toBe(200);
    const path = `/api/v1/conversations/${conversationId}/messages/${sent.id}`;
    const edit = { token: customer.token, body: { operationId: randomUUID(), body: "edited" } };
    for (let time = 0; time < 5; time += 1) expect((await chat.request("PATCH", path, edit)).status).toBe(200);
    // Counted: the conversation's first message, the text and its edit.
    await fill(customer, conversationId, BURST - 3);
    expect((await post(customer.token, conversationId, message())).status).toBe(429);
    expect((await chat.request("PATCH", path, edit)).status).toBe(200);
  });
});
