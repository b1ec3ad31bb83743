import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startChat, type Chat, type Tenant, type Person } from "./harness.ts";

let chat: Chat;
let tenant: Tenant;
let agent: Person;

beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat[Symbol.asyncDispose]());
beforeEach(async () => {
  tenant = await chat.tenant();
  agent = await chat.person(tenant, "agent", "Ana");
});

test("the live report counts who waits, what is open and the messages of each minute, of this tenant only", async () => {
  const elsewhere = await chat.tenant();
  await chat.conversation(await chat.customer(elsewhere));
  const [first, second] = [await chat.customer(tenant), await chat.customer(tenant)];
  const conversationId = await chat.conversation(first);
  await chat.conversation(second);
  await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent.token });
  await chat.send(first.token, conversationId, "one");
  await chat.send(agent.token, conversationId, "two");
  const { status, body } = await chat.request("GET", "/api/v1/reports/live", { token: agent.token });
  expect(status).toBe(200);
  expect(body).toMatchObject({ waiting: 1, open: 1, agents: [{ id: agent.id, open: 1 }] });
  expect(body.longestWaits).toHaveLength(1);
  expect(body.longestWaits[0]).toMatchObject({ priority: "normal", waitingSince: body.waitingSince });
  expect(Date.parse(body.waitingSince)).toBeLessThanOrEqual(Date.parse(body.at));
  const minutes: { minute: string; messages: number }[] = body.messagesPerMinute;
  expect(minutes).toHaveLength(30);
  const sum = (from: number) => minutes.slice(from).reduce((total, { messages }) => total + messages, 0);
  // A minute may have turned while it was said.
  expect([sum(-2), sum(0)]).toEqual([4, 4]);
});

test("the live report of a busy tenant tells the minutes it has read whole, and no zeros for the others", async () => {
  const conversationId = await chat.conversation(await chat.customer(tenant));
  const perMinute = 1_000;
  const beganMs = Date.now();
  await chat.asOwner(`
    with made as (
      insert into events (tenant_id, conversation_id, seq, public_seq, id, kind, actor_type, actor_name, data, created_at)
        select '${tenant.id}', '${conversationId}', 100 + n, 100 + n, gen_random_uuid(), 'message.created', 'customer', 'Cara', '{}',
          now() - interval '29 minutes' + make_interval(secs => n * 60.0 / ${perMinute})
        from generate_series(1, ${perMinute * 28}) n
      returning seq, created_at)
    insert into outbox (tenant_id, conversation_id, seq, topic, created_at, published_at, dispatched_at)
      select '${tenant.id}', '${conversationId}', seq, 'conversation.event', created_at, now(), now() from made order by seq`);
  const { body } = await chat.request("GET", "/api/v1/reports/live", { token: agent.token });
  const minutes: { minute: string; messages: number }[] = body.messagesPerMinute;
  expect(minutes.length).toBeGreaterThanOrEqual(19);
  expect(minutes.length).toBeLessThan(30);
  // Every minute before the one in which the load ended is whole.
  const whole = minutes.filter(({ minute }) => Date.parse(minute) + 60_000 <= beganMs - 60_000);
  expect(whole.length).toBeGreaterThanOrEqual(minutes.length - 3);
  for (const { messages } of whole) expect(messages).toBe(perMinute);
});

test("the live report tells since when the longest waits among more than it counts", async () => {
  await chat.asOwner(`
    insert into customers (tenant_id, id, name)
      select '${tenant.id}', gen_random_uuid(), 'c' from generate_series(1, 1100);
    insert into conversations (tenant_id, id, customer_id, status)
      select tenant_id, id, id, 'queued' from customers where tenant_id = '${tenant.id}';
    insert into chat_queue (tenant_id, conversation_id, priority, enqueued_at)
      select tenant_id, id, 1, now() from conversations where tenant_id = '${tenant.id}';
    update chat_queue set priority = -1, enqueued_at = '2026-01-01T00:00:00Z' where conversation_id = (
      select max(id::text)::uuid from conversations where tenant_id = '${tenant.id}')`);
  const { body } = await chat.request("GET", "/api/v1/reports/live", { token: agent.token });
  expect(body).toMatchObject({ waiting: 1000, waitingSince: "2026-01-01T00:00:00.000Z" });
  expect(body.longestWaits).toHaveLength(8);
  expect(body.longestWaits[0].waitingSince).toBe("2026-01-01T00:00:00.000Z");
});

test("a customer's earlier conversations, and the browser they used last", async () => {
  const [customer, other] = [await chat.customer(tenant), await chat.customer(tenant)];
  const conversationId = await chat.conversation(customer);
  const othersId = await chat.conversation(other);
  const list = async (token: string, customerId: string) =>
    (await chat.request("GET", `/api/v1/conversations?customerId=${customerId}`, { token })).body.items.map(
      (item: { id: string }) => item.id,
    );
  expect(await list(agent.token, customer.id)).toEqual([conversationId]);
  // A customer who names another gets their own all the same.
  expect(await list(customer.token, other.id)).toEqual([conversationId]);
  expect(othersId).not.toBe(conversationId);
  const { body } = await chat.request("GET", `/api/v1/customers/${customer.id}`, { token: agent.token });
  expect(body).toMatchObject({ id: customer.id });
  expect(body).toMatchObject({ timeZone: null });
  const device = { tenantKey: tenant.widgetKey, profile: { timeZone: "America/Sao_Paulo" } };
  const visitor = await chat.request("POST", "/api/v1/widget/sessions", {
    body: device,
    headers: { "user-agent": "Browser/1" },
  });
  const known = await chat.request("GET", `/api/v1/customers/${visitor.body.customer.id}`, { token: agent.token });
  expect(known.body).toMatchObject({ userAgent: "Browser/1", timeZone: "America/Sao_Paulo" });
});
