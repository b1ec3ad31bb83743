import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startChat, type Chat, type Person, type Tenant } from "./harness.ts";

const SUNDAY_NOON = Date.parse("2026-11-29T12:00:00.000Z");
const nowMs = { value: SUNDAY_NOON };
let chat: Chat;
let tenant: Tenant;
let agent: Person;

beforeAll(async () => {
  chat = await startChat({ clock: { now: () => nowMs.value } });
});
afterAll(() => chat[Symbol.asyncDispose]());
beforeEach(async () => {
  tenant = await chat.tenant();
  agent = await chat.person(tenant, "agent", "Ana");
});

const readWidget = async () => (await chat.request("GET", `/api/v1/widget?tenantKey=${tenant.widgetKey}`)).body;

/** Conversations that an agent answered so many seconds after the question, two notes before. */
async function answered(seconds: readonly number[], ageDays = 1): Promise<void> {
  const rows = seconds.map((wait) => `(gen_random_uuid(), ${wait})`).join(", ");
  const at = (wait: string) =>
    `timestamptz '2026-11-29T12:00:00Z' - interval '${ageDays} days' + make_interval(secs => ${wait})`;
  await chat.asOwner(`
    with made(id, wait) as (values ${rows}),
    people as (
      insert into customers (tenant_id, id, name) select '${tenant.id}', id, 'Cara' from made returning id),
    talks as (
      insert into conversations (tenant_id, id, customer_id, status, created_at, updated_at)
        select '${tenant.id}', id, id, 'closed', ${at("0")}, now() from people returning id)
    insert into events (tenant_id, conversation_id, seq, public_seq, id, kind, actor_type, actor_name, data, created_at)
      select '${tenant.id}', made.id, n, n, gen_random_uuid(),
        case n when 2 then 'note.created' else 'message.created' end,
        case n when 1 then 'customer' when 3 then 'assistant' else 'agent' end, 'Somebody', '{"body": "text"}',
        case n when 4 then ${at("made.wait")} else ${at("0")} end
      from talks join made using (id), generate_series(1, 4) n`);
}

test("how soon people answer is the median of what they did, and nothing for a handful of answers", async () => {
  await answered([60, 60, 60, 60, 60, 60, 60, 60, 60]);
  await answered(
    Array.from({ length: 20 }, () => 5),
    8,
  );
  expect((await readWidget()).desk.replyMinutes).toBeNull();
  await answered([100, 170, 3_000, 3_000, 3_000, 3_000, 3_000, 3_000, 3_000, 3_000]);
  expect((await readWidget()).desk.replyMinutes, "known for ten minutes").toBeNull();
  nowMs.value += 10 * 60_000;
  expect((await readWidget()).desk.replyMinutes).toBe(2);
  nowMs.value = SUNDAY_NOON;
});

test("outside of business hours it says when they begin again", async () => {
  expect((await readWidget()).desk.opensAt).toBeNull();
  const businessHours = { timeZone: "Europe/Berlin", spans: [{ day: 1, from: "09:00", to: "17:00" }] };
  await chat.request("PATCH", "/api/v1/tenant", { token: tenant.owner.token, body: { businessHours } });
  expect((await readWidget()).desk.opensAt).toBe("2026-11-30T08:00:00.000Z");
  nowMs.value = Date.parse("2026-11-30T08:00:00.000Z");
  expect((await readWidget()).desk.opensAt).toBeNull();
  nowMs.value = SUNDAY_NOON;
});

test("a customer's list has the last words and what is unread, of nobody else's and without what is internal", async () => {
  const customer = await chat.customer(tenant);
  const other = await chat.customer(tenant);
  await chat.conversation(other, "Somebody else's");
  const conversationId = await chat.conversation(customer);
  await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent.token });
  const list = async () => (await chat.request("GET", "/api/v1/conversations", { token: customer.token })).body.items;
  expect(await list()).toMatchObject([
    { listed: { unread: 0, lastMessage: { body: "Hello?", author: { type: "customer" } } } },
  ]);

  await chat.send(agent.token, conversationId, "On its way.");
  const { body: last } = await chat.send(agent.token, conversationId, "Wait, no.");
  await chat.send(agent.token, conversationId, "He is difficult", "note");
  expect(await list()).toMatchObject([
    { id: conversationId, listed: { unread: 2, lastMessage: { body: "Wait, no." } } },
  ]);
  expect(JSON.stringify(await list())).not.toMatch(/difficult|Somebody else/);

  await chat.request("DELETE", `/api/v1/conversations/${conversationId}/messages/${last.id}`, {
    token: agent.token,
  });
  const [shown] = await list();
  expect(shown.listed).toMatchObject({ unread: 1, lastMessage: { body: "On its way.", author: { name: "Ana" } } });
  await chat.request("PUT", `/api/v1/conversations/${conversationId}/receipts`, {
    ...{ token: customer.token, body: { readSeq: shown.headSeq } },
  });
  expect(await list()).toMatchObject([{ listed: { unread: 0 } }]);
});

test("a session says whether there is an address to answer to", async () => {
  const open = async (body: object) =>
    (await chat.request("POST", "/api/v1/widget/sessions", { body: { tenantKey: tenant.widgetKey, ...body } })).body;
  const { customer, deviceToken } = await open({});
  expect(customer.hasEmail).toBe(false);
  const left = await open({ deviceToken, profile: { email: "cara@shop.test" } });
  expect(left.customer).toMatchObject({ id: customer.id, hasEmail: true, verified: false });
  expect((await open({ deviceToken })).customer.hasEmail).toBe(true);
});
