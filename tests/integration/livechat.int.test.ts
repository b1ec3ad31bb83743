import { channels } from "@chorus/contracts/bus/channels";
import type { Conversation } from "@chorus/contracts/entities/conversation";
import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { systemIds } from "@chorus/kernel/ids";
import { connectSubscriber } from "@chorus/redis/connect";
import { createSubscriptionHub, type SubscriptionHub } from "@chorus/redis/subscription-hub";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { createTestTenant, type Tenant, type Member } from "@chorus/websocket-gateway/testing/tenant";
import { TestClient } from "@chorus/websocket-gateway/testing/test-client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startServices, type Services } from "./services.ts";

/** What users of other live-chat platforms complain about (reference/livechat.md, part 2), over two gateways. */

let services: Services;
let tenant: Tenant;
let hub: SubscriptionHub;
const clients: TestClient[] = [];
beforeAll(async () => {
  services = await startServices({ gateways: 2 });
  tenant = await createTestTenant(services.call, ["supervisor", "agent"]);
  const redis = connectSubscriber(testRedisUrl(), () => undefined);
  hub = createSubscriptionHub({ redis, onError: () => undefined });
  await hub.start();
});
afterAll(async () => {
  for (const client of clients) client.socket.terminate();
  hub.close();
  await services[Symbol.asyncDispose]();
});

async function connect(person: Member, gateway: 0 | 1, conversationId?: string): Promise<TestClient> {
  const url = services.cluster.urls.gateways[gateway] as string;
  const client = new TestClient(`${url.replace("http", "ws")}/ws`);
  clients.push(client);
  await client.hello(person.token);
  if (conversationId !== undefined) await client.request({ type: "subscribe", conversationId, afterSeq: 0 });
  return client;
}

const send = (conversationId: string, body: string, more: object = {}) => ({
  type: "message.send",
  conversationId,
  clientMessageId: systemIds.next(),
  body,
  kind: "text",
  ...more,
});

const bodiesOf = (client: TestClient) =>
  client.of("event").flatMap(({ data }) => ("message" in data ? data.message.body : []));

it("livechat 2.3: a visitor whose six tabs come back at once has one conversation", async () => {
  const first = await services.call<{ deviceToken: string; customer: { id: string } }>(
    "POST",
    "/api/v1/widget/sessions",
    { tenantKey: tenant.widgetKey },
  );
  const tabs = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const { accessToken, customer } = await services.call<{ accessToken: string; customer: { id: string } }>(
        "POST",
        "/api/v1/widget/sessions",
        { tenantKey: tenant.widgetKey, deviceToken: first.deviceToken },
      );
      const { conversation } = await services.call<{ conversation: { id: string } }>(
        "POST",
        "/api/v1/conversations",
        { message: { clientMessageId: systemIds.next(), body: "Hello?" } },
        accessToken,
      );
      return { customerId: customer.id, conversationId: conversation.id };
    }),
  );
  expect(new Set(tabs.map(({ customerId }) => customerId))).toEqual(new Set([first.customer.id]));
  expect(new Set(tabs.map(({ conversationId }) => conversationId)).size).toBe(1);
  const stored = await services.select("select id from conversations where customer_id = $1", [first.customer.id]);
  expect(stored).toHaveLength(1);
});

it("livechat 2.4: what three people write in the same second is in one order on every screen", async () => {
  const visitor = await tenant.customer();
  const { conversationId } = visitor;
  const [widget, desk, colleague] = [
    await connect(visitor, 1, conversationId),
    await connect(tenant.person("agent"), 0, conversationId),
    await connect(tenant.person("supervisor"), 1, conversationId),
  ];
  const acks = await Promise.all(
    Array.from({ length: 60 }, (_, index) => {
      const author = [widget, desk, colleague][index % 3] as TestClient;
      return author.request(send(conversationId, `message ${index}`));
    }),
  );
  expect(acks.filter(({ type }) => type !== "ack")).toEqual([]);
  const screens = [widget, desk, colleague];
  await until(() => screens.every((screen) => bodiesOf(screen).length === 60));
  const stored = await services.select<{ body: string }>(
    "select data ->> 'body' as body from events where conversation_id = $1 and kind = 'message.created' order by seq",
    [conversationId],
  );
  for (const screen of screens) expect(bodiesOf(screen)).toEqual(stored.map(({ body }) => body));
});

it("livechat 2.11: of two agents who answer at once the second is told before it is sent", async () => {
  const visitor = await tenant.customer();
  const { conversationId } = visitor;
  const [ana, ben] = [
    await connect(tenant.person("agent"), 0, conversationId),
    await connect(tenant.person("supervisor"), 1, conversationId),
  ];
  const widget = await connect(visitor, 0, conversationId);
  const question = (await widget.request(send(conversationId, "Where is my order?"))) as ServerFrameOf<"ack">;
  expect(question.type).toBe("ack");
  const asked = await ana.next("event", ({ kind }) => kind === "message.created");
  await ben.next("event", ({ seq }) => seq === asked.seq);
  // Each sees that the other types.
  ana.send({ type: "typing", conversationId, isTyping: true });
  await ben.next("typing", ({ userId }) => userId === tenant.person("agent").id);
  const answers = await Promise.all([
    ana.request(send(conversationId, "It is on its way.", { expectedSeq: asked.seq })),
    ben.request(send(conversationId, "Let me look.", { expectedSeq: asked.seq })),
  ]);
  const [stored, refused] = answers.toSorted((one, other) => one.type.localeCompare(other.type));
  expect(stored).toMatchObject({ type: "ack", seq: asked.seq + 1 });
  expect(refused).toMatchObject({ type: "error", code: "conflict", headSeq: asked.seq + 1, retryable: false });
  // Who has seen the other answer and still wants to, may.
  const loser = answers[0]?.type === "error" ? ana : ben;
  await loser.next("event", ({ seq }) => seq === asked.seq + 1);
  const again = await loser.request(send(conversationId, "And sorry.", { expectedSeq: asked.seq + 1 }));
  expect(again).toMatchObject({ type: "ack", seq: asked.seq + 2 });
  await until(() => bodiesOf(widget).length === 3);
});

it("livechat 2.13: one publication per event however many agents look on, and a burst is a few list rows", async () => {
  const visitor = await tenant.customer();
  const { conversationId } = visitor;
  const agents = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const client = await connect(tenant.person("agent"), index % 2 === 0 ? 0 : 1, conversationId);
      await client.request({ type: "inbox.subscribe" });
      return client;
    }),
  );
  const published: string[] = [];
  const rows: string[] = [];
  const { tenantId } = tenant;
  await hub.subscribe(channels.conversation(tenantId, conversationId), (text) => published.push(text));
  await hub.subscribe(channels.inbox(tenantId), (text) => rows.push(text));
  const widget = await connect(visitor, 0, conversationId);
  const burst = 15;
  await Promise.all(
    Array.from({ length: burst }, (_, index) => widget.request(send(conversationId, `burst ${index}`))),
  );
  for (const agent of agents) await until(() => bodiesOf(agent).length === burst);
  const newest = Math.max(...agents.flatMap((agent) => agent.seqs(conversationId)));
  await Promise.all(
    agents.map((agent) =>
      agent.next("inbox", (row) => row.conversation.id === conversationId && row.conversation.headSeq === newest),
    ),
  );
  const events = published.map((text) => JSON.parse(text) as { type: string; seq: number });
  const seqs = events.filter(({ type }) => type === "event").map(({ seq }) => seq);
  expect(seqs.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: burst }, (_, index) => newest - burst + 1 + index),
  );
  const own = rows.filter((text) => text.includes(conversationId));
  expect(own.length).toBeGreaterThan(0);
  expect(own.length).toBeLessThanOrEqual(burst / 2);
  for (const agent of agents) {
    const shown = agent.of("inbox").filter(({ conversation }) => conversation.id === conversationId);
    expect(shown.length).toBeLessThanOrEqual(burst / 2);
  }
});

it("livechat 2.13: typing is neither stored nor repeated, and goes to those who look at the conversation only", async () => {
  const [visitor, other] = [await tenant.customer(), await tenant.customer()];
  const { conversationId } = visitor;
  const looking = await connect(tenant.person("agent"), 0, conversationId);
  const elsewhere = await connect(tenant.person("supervisor"), 1, other.conversationId);
  await elsewhere.request({ type: "inbox.subscribe" });
  const widget = await connect(visitor, 1, conversationId);
  widget.send({ type: "typing", conversationId, isTyping: true });
  expect(await looking.next("typing")).toMatchObject({ userId: visitor.id, isTyping: true });
  await widget.request(send(conversationId, "done"));
  await looking.next("typing", ({ isTyping }) => !isTyping);
  await elsewhere.next("inbox", ({ conversation }) => conversation.id === conversationId);
  expect(elsewhere.of("typing")).toEqual([]);
  const kinds = await services.select<{ kind: string }>("select kind from events where conversation_id = $1", [
    conversationId,
  ]);
  expect(kinds.some(({ kind }) => kind.includes("typing"))).toBe(false);
});

it("livechat 2.15: what one tab has read is read in the others, and the number of unread goes with it", async () => {
  const visitor = await tenant.customer();
  const { conversationId } = visitor;
  const agent = tenant.person("agent");
  const unread = async () =>
    (await services.call<Conversation>("GET", `/api/v1/conversations/${conversationId}`, undefined, agent.token))
      .unread;
  const [tab, otherTab] = [await connect(agent, 0, conversationId), await connect(agent, 1, conversationId)];
  const [phone, laptop] = [await connect(visitor, 0, conversationId), await connect(visitor, 1, conversationId)];
  for (const body of ["one", "two", "three"]) await phone.request(send(conversationId, body));
  await until(() => bodiesOf(tab).length === 3);
  const last = Math.max(...tab.seqs(conversationId));
  expect(await unread()).toBe(3);
  // A tab that shows only the list, and a colleague's, whom it does not concern.
  const [list, colleague] = [await connect(agent, 1), await connect(tenant.person("supervisor"), 1)];
  for (const client of [list, colleague]) await client.request({ type: "inbox.subscribe" });
  tab.send({ type: "receipt", conversationId, readSeq: last });
  expect(await list.next("receipt")).toMatchObject({ conversationId, userId: agent.id, readSeq: last });
  expect(await otherTab.next("receipt", ({ userId }) => userId === agent.id)).toMatchObject({ readSeq: last });
  expect(await unread()).toBe(0);
  // A tab that is behind moves nothing back.
  otherTab.send({ type: "receipt", conversationId, readSeq: last - 2 });
  const ack = (await tab.request(send(conversationId, "answer"))) as ServerFrameOf<"ack">;
  const answer = await phone.next("event", ({ kind, actor }) => kind === "message.created" && actor.type === "agent");
  phone.send({ type: "receipt", conversationId, readSeq: answer.seq });
  expect(await laptop.next("receipt", ({ userId }) => userId === visitor.id)).toMatchObject({ readSeq: answer.seq });
  expect(await tab.next("receipt", ({ userId }) => userId === visitor.id)).toMatchObject({ readSeq: ack.seq });
  expect(await unread()).toBe(0);
  const late = await connect(agent, 1);
  const { receipts } = (await late.request({ type: "subscribe", conversationId })) as ServerFrameOf<"subscribed">;
  expect(receipts.find(({ userId }) => userId === agent.id)).toMatchObject({ readSeq: last });
  expect(colleague.of("receipt")).toEqual([]);
});
