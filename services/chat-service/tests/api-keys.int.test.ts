import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChat, type Chat, type Company, type Customer } from "./harness.ts";

let chat: Chat;
let company: Company;
let customer: Customer;
let conversationId: string;

beforeAll(async () => {
  chat = await startChat();
  company = await chat.company();
  customer = await chat.customer(company);
  conversationId = await chat.conversation(customer);
});
afterAll(() => chat[Symbol.asyncDispose]());

async function key(scopes: string[], more: object = {}): Promise<{ secret: string; id: string }> {
  const body = { name: "Order bot", scopes, ...more };
  const answer = await chat.request("POST", "/api/v1/api-keys", { token: company.owner.token, body });
  return { secret: answer.body.secret, id: answer.body.apiKey.id };
}
const list = (token: string) => chat.request("GET", "/api/v1/conversations", { token });

test("a key does what its scopes say and nothing else", async () => {
  const reader = (await key(["conversations:read"])).secret;
  expect((await list(reader)).body.items.map((item: { id: string }) => item.id)).toEqual([conversationId]);
  expect((await chat.send(reader, conversationId, "hello")).status).toBe(403);
  const writer = (await key(["messages:write"])).secret;
  expect((await list(writer)).status).toBe(403);
  for (const secret of [reader, writer]) {
    expect((await chat.request("GET", "/api/v1/api-keys", { token: secret })).status).toBe(403);
    expect((await chat.request("GET", "/api/v1/auth/me", { token: secret })).status).toBe(403);
    expect((await chat.request("POST", "/api/v1/queue/accept", { token: secret })).status).toBe(403);
  }
});

test("what a key writes carries its name, and the customer sees it", async () => {
  const { secret, id } = await key(["messages:write", "conversations:read", "conversations:write"]);
  const sent = await chat.send(secret, conversationId, "Your parcel is on its way.");
  expect(sent.body.author).toEqual({ type: "assistant", id, name: "Order bot" });
  const seen = await chat.request("GET", `/api/v1/conversations/${conversationId}/messages`, { token: customer.token });
  expect(seen.body.items.at(-1).author.name).toBe("Order bot");
  const assign = { token: secret, body: { agentId: company.owner.id } };
  const assigned = await chat.request("POST", `/api/v1/conversations/${conversationId}/assign`, assign);
  expect(assigned.body.conversation.assignee.id).toBe(company.owner.id);
  expect((await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: secret })).status).toBe(403);
});

test("a revoked, an expired and a made-up key are the same stranger; another company's sees nothing of ours", async () => {
  const { secret, id } = await key(["conversations:read"]);
  expect((await chat.request("DELETE", `/api/v1/api-keys/${id}`, { token: company.owner.token })).status).toBe(204);
  const expired = (await key(["conversations:read"], { expiresAt: "2020-01-01T00:00:00.000Z" })).secret;
  const answers = [await list(secret), await list(expired), await list(`chorus_key_${randomUUID()}`)];
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.body.detail}`)).size).toBe(1);
  expect(answers[0]!.status).toBe(401);
  const other = await chat.company();
  const body = { name: "spy", scopes: ["conversations:read"] };
  const spy = (await chat.request("POST", "/api/v1/api-keys", { token: other.owner.token, body })).body.secret;
  expect((await chat.request("GET", `/api/v1/conversations/${conversationId}`, { token: spy })).status).toBe(404);
});

test("the secret is shown once and stored as its hash", async () => {
  const { secret } = await key(["admin"]);
  const { text } = await chat.request("GET", "/api/v1/api-keys", { token: company.owner.token });
  expect(text).not.toContain(secret);
  const stored = await chat.database.readTenant(company.id, (tx) => tx.selectFrom("api_keys").selectAll().execute());
  expect(JSON.stringify(stored)).not.toContain(secret);
});
