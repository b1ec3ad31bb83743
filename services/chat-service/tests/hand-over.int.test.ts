import { randomUUID } from "node:crypto";
import { createServiceTokens } from "@chorus/auth/service-token";
import { expect, test } from "vitest";
import { setUpConversation } from "./set-up.ts";

const { chat, tenant, customer, conversationId } = await setUpConversation();

async function handOver(changed: object = {}): Promise<number> {
  const token = await createServiceTokens({
    ...{ service: "assistant", audience: "chat-service", secret: chat.config.secrets.internal },
    now: () => Date.now(),
  })();
  const path = `/internal/v1/conversations/${conversationId}/hand-overs`;
  const body = { handOverId: randomUUID(), reason: "asked", teamId: null, turnId: null };
  const answer = await chat.request("POST", path, { token, body: { tenantId: tenant.id, ...body, ...changed } });
  return answer.status;
}

const eventsFor = async (token: string) =>
  (await chat.request("GET", `/api/v1/conversations/${conversationId}/events?limit=100`, { token })).body.items;
const handOversFor = async (token: string) =>
  (await eventsFor(token)).filter(({ kind }: { kind: string }) => kind === "conversation.handed_over");

test("the desk sees why and to whom, once however often it is told; the customer's numbering has no hole", async () => {
  const team = await chat.request("POST", "/api/v1/teams", {
    token: tenant.owner.token,
    body: { name: "Returns", memberIds: [] },
  });
  const turnId = randomUUID();
  const once = { handOverId: randomUUID(), reason: "policy", teamId: team.body.id, turnId };
  expect([await handOver(once), await handOver(once)]).toEqual([204, 204]);
  expect(await handOversFor(tenant.owner.token)).toEqual([
    expect.objectContaining({
      actor: { type: "assistant", id: null, name: expect.any(String) },
      data: { reason: "policy", team: { id: team.body.id, name: "Returns" }, turnId },
    }),
  ]);
  const seqs = (await eventsFor(customer.token)).map(({ seq }: { seq: number }) => seq);
  expect(seqs).toEqual(seqs.map((_: number, at: number) => at + 1));
  expect(await handOversFor(customer.token)).toEqual([]);
});

test("an answered conversation waits again, a sleeping one wakes, a closed one is refused", async () => {
  const as = { token: tenant.owner.token };
  const path = `/api/v1/conversations/${conversationId}`;
  const shown = async () => (await chat.request("GET", path, as)).body;
  await chat.send(tenant.owner.token, conversationId, "Here is your answer.");
  expect((await shown()).waitingSince).toBeNull();
  await chat.request("PATCH", path, { ...as, body: { snoozedUntil: new Date(Date.now() + 3_600_000).toISOString() } });
  expect(await handOver()).toBe(204);
  expect(await shown()).toMatchObject({ status: "queued", waitingSince: expect.any(String) });
  const other = await chat.conversation(await chat.customer(tenant));
  const known = (await chat.request("GET", `/api/v1/conversations/${other}/events?limit=1`, as)).body.items[0];
  const messages = (await chat.request("GET", `/api/v1/conversations/${other}/messages?afterSeq=0`, as)).body.items;
  expect(known.conversationId).toBe(other);
  expect(await handOver({ handOverId: messages[0].id })).toBe(409);
  await chat.request("POST", `${path}/close`, { ...as, body: {} });
  expect(await handOver()).toBe(409);
  await chat.send(customer.token, conversationId, "Hello again");
});

test("another tenant's team, or a reason that nobody knows, is refused and nothing is stored", async () => {
  const before = (await handOversFor(tenant.owner.token)).length;
  expect(await handOver({ teamId: randomUUID() })).toBe(404);
  expect(await handOver({ reason: "tired" })).toBe(422);
  expect(await handOversFor(tenant.owner.token)).toHaveLength(before);
});

test("after the customer is erased the reason stays, as it is no personal data", async () => {
  const erased = await chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token: tenant.owner.token });
  expect(erased.status).toBe(200);
  const [first] = await handOversFor(tenant.owner.token);
  expect(first.data).toMatchObject({ reason: "policy", team: { name: "Returns" } });
});
