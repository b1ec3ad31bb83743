import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startChat, type Chat, type Tenant, type Customer } from "./harness.ts";
import { whileLocked } from "./while-locked.ts";

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

const messages = async (token: string) =>
  (await chat.request("GET", `/api/v1/conversations/${conversationId}/messages?afterSeq=0`, { token })).body;

test("words that were changed after the answer wait for one, and so does a question whose answer is taken back", async () => {
  await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent });
  const { body: question } = await chat.send(customer.token, conversationId, "Cancel it?");
  const { body: answer } = await chat.send(agent, conversationId, "Shall we?");
  const path = `/api/v1/conversations/${conversationId}`;
  const waitingSince = async () => (await chat.request("GET", path, { token: agent })).body.waitingSince;
  expect(await waitingSince()).toBeNull();
  await chat.request("DELETE", `${path}/messages/${answer.id}`, { token: agent });
  const [opening] = (await messages(agent)).items;
  expect(await waitingSince()).toBe(opening.createdAt);
  await chat.send(agent, conversationId, "Once more: shall we?");
  expect(await waitingSince()).toBeNull();
  const edited = { token: customer.token, body: { body: "Yes: cancel it" } };
  expect((await chat.request("PATCH", `${path}/messages/${question.id}`, edited)).status).toBe(200);
  expect(await waitingSince()).not.toBeNull();
  await chat.request("DELETE", `${path}/messages/${question.id}`, { token: customer.token });
  expect(await waitingSince()).toBeNull();
});

test.each(["closed", "snoozed"])("an answer taken back in a conversation that is %s brings it back", async (status) => {
  await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent });
  const { body: question } = await chat.send(customer.token, conversationId, "When?");
  const { body: answer } = await chat.send(agent, conversationId, "This was for somebody else.");
  const { body: note } = await chat.send(agent, conversationId, "done", "note");
  const path = `/api/v1/conversations/${conversationId}`;
  const shown = async () => (await chat.request("GET", path, { token: agent })).body;
  const until = new Date(Date.now() + 86_400_000).toISOString();
  if (status === "closed") await chat.request("POST", `${path}/close`, { token: agent });
  else await chat.request("PATCH", path, { token: agent, body: { snoozedUntil: until } });
  await chat.request("DELETE", `${path}/messages/${note.id}`, { token: agent });
  expect((await shown()).status).toBe(status);
  expect((await chat.request("DELETE", `${path}/messages/${answer.id}`, { token: agent })).status).toBe(200);
  expect(await shown()).toMatchObject({ status: "open", assignee: { id: tenant.owner.id }, snoozedUntil: null });
  const [opening] = (await messages(agent)).items;
  expect((await shown()).waitingSince).toBe(opening.createdAt);
  expect(opening.createdAt <= question.createdAt).toBe(true);
});

test("a note that was changed while the customer waits is no answer: without it a snoozed conversation sleeps on, and they still wait", async () => {
  await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent });
  await chat.send(agent, conversationId, "One moment.");
  const { body: note } = await chat.send(agent, conversationId, "Ask the workshop", "note");
  await chat.send(customer.token, conversationId, "Hello?");
  const path = `/api/v1/conversations/${conversationId}`;
  const body = { body: "Ask the workshop in Leeds" };
  expect((await chat.request("PATCH", `${path}/messages/${note.id}`, { token: agent, body })).status).toBe(200);
  const snoozedUntil = new Date(Date.now() + 86_400_000).toISOString();
  expect((await chat.request("PATCH", path, { token: agent, body: { snoozedUntil } })).status).toBe(200);
  const shown = async () => (await chat.request("GET", path, { token: agent })).body;
  const { waitingSince } = await shown();
  expect(waitingSince).toEqual(expect.any(String));
  expect((await chat.request("DELETE", `${path}/messages/${note.id}`, { token: agent })).status).toBe(200);
  expect(await shown()).toMatchObject({ status: "snoozed", waitingSince });
});

test("an answer taken back in a closed conversation leaves it closed where the customer goes on in another", async () => {
  await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent });
  const { body: answer } = await chat.send(agent, conversationId, "This was for somebody else.");
  const path = `/api/v1/conversations/${conversationId}`;
  await chat.request("POST", `${path}/close`, { token: agent });
  await chat.conversation(customer, "Something else.");
  expect((await chat.request("DELETE", `${path}/messages/${answer.id}`, { token: agent })).status).toBe(200);
  expect((await chat.request("GET", path, { token: agent })).body.status).toBe("closed");
});

test("an answer taken back while the customer begins another conversation is gone, and leaves the old one closed", async () => {
  await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent });
  const { body: answer } = await chat.send(agent, conversationId, "This was for somebody else.");
  const path = `/api/v1/conversations/${conversationId}`;
  await chat.request("POST", `${path}/close`, { token: agent });
  const [begun, deleted] = await whileLocked(chat, "lock table chat_queue in share mode", async (untilWaiting) => {
    const beginning = chat.request("POST", "/api/v1/conversations", {
      token: customer.token,
      body: { message: { clientMessageId: randomUUID(), body: "Something else." } },
    });
    await untilWaiting(1);
    const deleting = chat.request("DELETE", `${path}/messages/${answer.id}`, { token: agent });
    await untilWaiting(2);
    return [beginning, deleting] as const;
  });
  expect([begun.status, deleted.status]).toEqual([201, 200]);
  expect(begun.body.conversation.id).not.toBe(conversationId);
  expect((await chat.request("GET", path, { token: agent })).body.status).toBe("closed");
  expect((await messages(customer.token)).items.map(({ body }: { body: string }) => body)).toEqual(["Hello?", ""]);
});

test("a customer's message that the desk deletes in a closed conversation leaves it closed", async () => {
  const { body: second } = await chat.send(customer.token, conversationId, "Spam, spam.");
  const path = `/api/v1/conversations/${conversationId}`;
  await chat.request("POST", `${path}/close`, { token: agent });
  expect((await chat.request("DELETE", `${path}/messages/${second.id}`, { token: agent })).status).toBe(200);
  const { body } = await chat.request("GET", path, { token: agent });
  expect(body).toMatchObject({ status: "closed", waitingSince: null });
});

describe("a customer's message that is gone", () => {
  const shown = async () =>
    (await chat.request("GET", `/api/v1/conversations/${conversationId}`, { token: agent })).body;
  const unreadLists = async () =>
    (await chat.request("GET", "/api/v1/conversations/counts", { token: agent })).body.unread;
  const remove = (token: string, messageId: string) =>
    chat.request("DELETE", `/api/v1/conversations/${conversationId}/messages/${messageId}`, { token });
  const author = { desk: () => agent, customer: () => customer.token };

  beforeEach(async () => {
    await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent });
  });

  test.each(["desk", "customer"] as const)("waits for nobody when it was the first: deleted by the %s", async (who) => {
    const [opening] = (await messages(agent)).items;
    expect(await shown()).toMatchObject({ unread: 1, waitingSince: expect.any(String) });
    const before = await unreadLists();
    expect((await remove(author[who](), opening.id)).status).toBe(200);
    expect(await shown()).toMatchObject({ unread: 0, waitingSince: null });
    expect(await unreadLists()).toBe(before - 1);
  });

  test.each(["desk", "customer"] as const)("waits for nobody when it was the last: deleted by the %s", async (who) => {
    await chat.send(agent, conversationId, "Yes?");
    const { body: last } = await chat.send(customer.token, conversationId, "Abuse.");
    expect((await shown()).waitingSince).toBe(last.createdAt);
    await remove(author[who](), last.id);
    expect((await shown()).waitingSince).toBeNull();
  });

  test("leaves the time of the next one that has no answer", async () => {
    const [opening] = (await messages(agent)).items;
    const { body: second } = await chat.send(customer.token, conversationId, "And this?");
    const { body: third } = await chat.send(customer.token, conversationId, "And that?");
    const { waitingSince } = await shown();
    await remove(customer.token, third.id);
    expect(await shown()).toMatchObject({ waitingSince, unread: 2 });
    await remove(agent, opening.id);
    expect(await shown()).toMatchObject({ waitingSince: second.createdAt, unread: 1 });
  });

  test("does not wait while it sleeps, either", async () => {
    const [opening] = (await messages(agent)).items;
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await chat.request("PATCH", `/api/v1/conversations/${conversationId}`, {
      token: agent,
      body: { snoozedUntil: until },
    });
    await remove(customer.token, opening.id);
    expect(await shown()).toMatchObject({ status: "snoozed", waitingSince: null });
  });

  test("leaves words that were changed after the answer waiting", async () => {
    const { body: second } = await chat.send(customer.token, conversationId, "The blue one");
    await chat.send(agent, conversationId, "All done.");
    const [opening] = (await messages(agent)).items;
    const edit = (messageId: string, body: string) =>
      chat.request("PATCH", `/api/v1/conversations/${conversationId}/messages/${messageId}`, {
        token: customer.token,
        body: { body },
      });
    await edit(opening.id, "Hello again?");
    const { body: edited } = await edit(second.id, "The red one");
    await remove(customer.token, opening.id);
    expect((await shown()).waitingSince).toBe(edited.editedAt);
    await remove(agent, second.id);
    expect((await shown()).waitingSince).toBeNull();
  });

  test("leaves a customer waiting who was handed over to a person", async () => {
    await chat.send(agent, conversationId, "A colleague will write.");
    await chat.asOwner(`update conversations set waiting_since = now() where id = '${conversationId}'`);
    const { waitingSince } = await shown();
    const [opening] = (await messages(agent)).items;
    await remove(customer.token, opening.id);
    expect((await shown()).waitingSince).toBe(waitingSince);
  });
});
