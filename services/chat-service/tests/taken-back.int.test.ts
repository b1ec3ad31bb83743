import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
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

test("an answer taken back in a closed conversation leaves it closed where the customer goes on in another", async () => {
  await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent });
  const { body: answer } = await chat.send(agent, conversationId, "This was for somebody else.");
  const path = `/api/v1/conversations/${conversationId}`;
  await chat.request("POST", `${path}/close`, { token: agent });
  await chat.conversation(customer, "Something else.");
  expect((await chat.request("DELETE", `${path}/messages/${answer.id}`, { token: agent })).status).toBe(200);
  expect((await chat.request("GET", path, { token: agent })).body.status).toBe("closed");
});
