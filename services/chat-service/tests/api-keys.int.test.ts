import { API_KEY_SCOPES } from "@chorus/contracts/permissions";
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { PASSWORD } from "./harness.ts";
import { setUpConversation } from "./set-up.ts";

const { chat, tenant, customer, conversationId } = await setUpConversation();

async function key(scopes: string[], more: object = {}): Promise<{ secret: string; id: string }> {
  const body = { name: "Order bot", scopes, ...more };
  const answer = await chat.request("POST", "/api/v1/api-keys", { token: tenant.owner.token, body });
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
  const assign = { token: secret, body: { agentId: tenant.owner.id } };
  const assigned = await chat.request("POST", `/api/v1/conversations/${conversationId}/assign`, assign);
  expect(assigned.body.conversation.assignee.id).toBe(tenant.owner.id);
  expect((await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: secret })).status).toBe(403);
});

test("a revoked, an expired and a made-up key are the same stranger; another tenant's sees nothing of ours", async () => {
  const { secret, id } = await key(["conversations:read"]);
  expect((await chat.request("DELETE", `/api/v1/api-keys/${id}`, { token: tenant.owner.token })).status).toBe(204);
  const expiresAt = new Date(Date.now() + 1_000).toISOString();
  const expired = (await key(["conversations:read"], { expiresAt })).secret;
  expect((await list(expired)).status).toBe(200);
  await expect.poll(async () => (await list(expired)).status).toBe(401);
  const answers = [await list(secret), await list(expired), await list(`chorus_key_${randomUUID()}`)];
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.body.detail}`)).size).toBe(1);
  expect(answers[0]!.status).toBe(401);
  const other = await chat.tenant();
  const body = { name: "spy", scopes: ["conversations:read"] };
  const spy = (await chat.request("POST", "/api/v1/api-keys", { token: other.owner.token, body })).body.secret;
  expect((await chat.request("GET", `/api/v1/conversations/${conversationId}`, { token: spy })).status).toBe(404);
});

test("a key is not made for a time that is over", async () => {
  const body = { name: "late", scopes: ["conversations:read"], expiresAt: "2020-01-01T00:00:00.000Z" };
  const answer = await chat.request("POST", "/api/v1/api-keys", { token: tenant.owner.token, body });
  expect(answer).toMatchObject({
    status: 422,
    body: { errors: [{ path: "expiresAt", message: "must be in the future" }] },
  });
});

test("a key works only while its maker could make it, and the list says who that is", async () => {
  const admin = await chat.person(tenant, "admin");
  const body = { name: "Of an admin", scopes: ["conversations:read", "admin"] };
  const made = await chat.request("POST", "/api/v1/api-keys", { token: admin.token, body });
  const { secret } = made.body;
  expect(made.body.apiKey.createdBy).toEqual({ id: admin.id, name: expect.any(String) });
  const listed = await chat.request("GET", "/api/v1/api-keys", { token: tenant.owner.token });
  expect(listed.body.items).toContainEqual(made.body.apiKey);
  const change = (ending: object) =>
    chat.request("PATCH", `/api/v1/users/${admin.id}`, { token: tenant.owner.token, body: ending });
  const statuses: number[] = [];
  for (const ending of [{}, { role: "supervisor" }, { role: "owner" }, { disabled: true }]) {
    await change(ending);
    statuses.push((await list(secret)).status);
  }
  expect(statuses).toEqual([200, 401, 200, 401]);
});

test("the secret is shown once and stored as its hash", async () => {
  const { secret } = await key(["admin"]);
  const { text } = await chat.request("GET", "/api/v1/api-keys", { token: tenant.owner.token });
  expect(text).not.toContain(secret);
  const stored = await chat.database.readTenant(tenant.id, (tx) => tx.selectFrom("api_keys").selectAll().execute());
  expect(JSON.stringify(stored)).not.toContain(secret);
});

describe("a key gives nobody more than it has", () => {
  const create = (secret: string, more: object) =>
    chat.request("POST", "/api/v1/users", {
      token: secret,
      body: { name: "New", email: `${randomUUID()}@${tenant.slug}.test`, ...more },
    });
  const everything = [...API_KEY_SCOPES];

  test("no role above its scopes, and no password", async () => {
    const admin = (await key(["admin"])).secret;
    const all = (await key(everything)).secret;
    for (const role of ["owner", "admin", "supervisor"])
      for (const secret of [admin, all]) expect((await create(secret, { role })).status, role).toBe(403);
    expect((await create(admin, { role: "agent" })).status).toBe(403);
    expect((await create(all, { role: "agent", password: PASSWORD })).status).toBe(403);
    expect((await create(all, { role: "agent" })).status).toBe(201);
    const reader = (await key(["admin", ...API_KEY_SCOPES.filter((scope) => scope.endsWith(":read"))])).secret;
    expect((await create(reader, { role: "viewer" })).status).toBe(201);
  });

  test("lets nobody in again, and raises nobody, whose role it could not give", async () => {
    const all = (await key(everything)).secret;
    const [admin, agent] = [await chat.person(tenant, "admin"), await chat.person(tenant, "agent")];
    const patch = (id: string, body: object, token = all) =>
      chat.request("PATCH", `/api/v1/users/${id}`, { token, body });
    for (const { id } of [admin, agent])
      expect((await patch(id, { disabled: true }, tenant.owner.token)).status).toBe(200);
    expect((await patch(admin.id, { disabled: false })).status).toBe(403);
    expect((await patch(agent.id, { disabled: false })).status).toBe(200);
    expect((await patch(agent.id, { role: "admin" })).status).toBe(403);
    expect((await patch(agent.id, { role: "owner" })).status).toBe(403);
    expect((await patch(tenant.owner.id, { name: "Mallory" })).status).toBe(403);
    expect((await patch(agent.id, { name: "Ann" })).status).toBe(200);
  });
});

describe("a key that only writes", () => {
  const act = (secret: string, method: string, path: string, body: object = {}) =>
    chat.request(method, path, { token: secret, body });

  test("is told what it wrote itself, and stores nothing that it is refused", async () => {
    const writer = (await key(["messages:write"])).secret;
    const path = `/api/v1/conversations/${conversationId}/messages`;
    const sent = await act(writer, "POST", path, { clientMessageId: randomUUID(), body: "Your parcel left." });
    expect([sent.status, sent.body.body]).toEqual([201, "Your parcel left."]);
    const edited = await act(writer, "PATCH", `${path}/${sent.body.id}`, { body: "It has left." });
    expect([edited.status, edited.body.body]).toEqual([200, "It has left."]);
    expect((await act(writer, "DELETE", `${path}/${sent.body.id}`)).status).toBe(200);
    const transcript = await act(writer, "POST", `/api/v1/conversations/${conversationId}/transcript`);
    expect(transcript.status).toBe(403);
    const starter = (await key(["conversations:write"])).secret;
    const other = await chat.customer(tenant, "Dora");
    const message = { clientMessageId: randomUUID(), body: "Hello" };
    expect((await act(starter, "POST", "/api/v1/conversations", { customerId: other.id, message })).status).toBe(403);
    const kept = await chat.request("GET", `/api/v1/conversations?customerId=${other.id}`, {
      token: tenant.owner.token,
    });
    expect(kept.body.items).toEqual([]);
  });

  test("reads no words, names or addresses in what it is answered", async () => {
    const writer = (await key(["conversations:write"])).secret;
    const secretCustomer = await chat.customer(tenant, "Zenobia Canary");
    const id = await chat.conversation(secretCustomer, "canary words");
    const email = "canary@shop.test";
    const canaries = /canary/i;
    const path = `/api/v1/conversations/${id}`;
    await act(tenant.owner.token, "PATCH", path, { subject: "canary subject", tags: ["canary-tag"] });
    const answers = [
      await act(writer, "PATCH", path, { priority: "high" }),
      await act(writer, "POST", `${path}/assign`, { agentId: tenant.owner.id }),
      await act(writer, "POST", `${path}/transfer`, { agentId: tenant.owner.id, note: "please" }),
      await act(writer, "POST", `${path}/close`),
      await act(writer, "POST", `${path}/reopen`),
      await act(writer, "POST", "/api/v1/conversations", { customerId: secretCustomer.id }),
      await act(writer, "PATCH", `/api/v1/customers/${secretCustomer.id}`, { phone: "+49301234567" }),
      await act(writer, "POST", `/api/v1/customers/${secretCustomer.id}/ban`),
      await act(writer, "POST", `/api/v1/customers/${secretCustomer.id}/unban`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const answer of answers) expect(answer.text).not.toMatch(canaries);
    await act(tenant.owner.token, "PATCH", `/api/v1/customers/${secretCustomer.id}`, { email });
    const admin = (await key(["admin"])).secret;
    const exported = `/api/v1/customers/${secretCustomer.id}/export`;
    expect((await chat.request("GET", exported, { token: admin })).status).toBe(403);
    const reader = (await key(["admin", "conversations:read"])).secret;
    expect((await chat.request("GET", exported, { token: reader })).text).toMatch(canaries);
    const both = (await key(["conversations:write", "conversations:read"])).secret;
    expect((await act(both, "PATCH", path, { priority: "low" })).text).toMatch(canaries);
  });
});

test("the audit log names a key as a key", async () => {
  const { secret, id } = await key(["admin", "conversations:read"]);
  await chat.request("POST", "/api/v1/teams", { token: secret, body: { name: "By a key" } });
  const log = await chat.request("GET", `/api/v1/audit-log?actorId=${id}`, { token: tenant.owner.token });
  expect(log.body.items.map((entry: { actor: object }) => entry.actor)).toEqual([{ type: "api_key", id }]);
});
