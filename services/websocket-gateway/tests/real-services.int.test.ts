import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { systemIds } from "@chorus/kernel/ids";
import { createCluster, type Cluster } from "@chorus/cluster/cluster";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chatCaller, type CallChat } from "../src/testing/tenant.ts";
import { TestClient } from "../src/testing/test-client.ts";

/** Two gateways with the real chat-service and presence-service, on a real Postgres and Redis. */

let database: TestDatabase;
let cluster: Cluster;
let slug: string;
let call: CallChat;
let agentToken: string;
let agentId: string;
let widgetKey: string;
const clients: TestClient[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  cluster = await createCluster({
    adminDatabaseUrl: database.adminUrl,
    redisUrl: testRedisUrl(),
    gateways: 2,
  });
  call = chatCaller(cluster.urls.chat);
  slug = `t-${systemIds.next().slice(-12)}`;
  const owner = { name: "Olga", email: "olga@example.com", password: "a long enough password 1" };
  const made = await call<{ tenant: { widgetKey: string } }>(
    "POST",
    "/api/v1/tenants",
    { name: "Shop", slug, owner },
    "dev-operator-key",
  );
  widgetKey = made.tenant.widgetKey;
  const session = await call<{ accessToken: string; user: { id: string } }>("POST", "/api/v1/auth/login", {
    tenant: slug,
    email: owner.email,
    password: owner.password,
  });
  agentToken = session.accessToken;
  agentId = session.user.id;
});
afterAll(async () => {
  for (const client of clients) client.socket.terminate();
  await cluster[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

async function connect(gateway: 0 | 1, token: string): Promise<TestClient> {
  const url = cluster.urls.gateways[gateway] as string;
  const client = new TestClient(`${url.replace("http", "ws")}/ws`);
  clients.push(client);
  await client.hello(token);
  return client;
}

async function customer() {
  const session = await call<{ accessToken: string; customer: { id: string } }>("POST", "/api/v1/widget/sessions", {
    tenantKey: widgetKey,
  });
  const { conversation } = await call<{ conversation: { id: string } }>(
    "POST",
    "/api/v1/conversations",
    {},
    session.accessToken,
  );
  return { token: session.accessToken, id: session.customer.id, conversationId: conversation.id };
}

const send = (conversationId: string, body: string, kind = "text") => ({
  type: "message.send",
  conversationId,
  clientMessageId: systemIds.next(),
  body,
  kind,
});

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const bodies = (client: TestClient) =>
  client
    .of("event")
    .flatMap(({ kind, data }) => (kind === "message.created" && "message" in data ? data.message.body : []));

describe("over the real services", () => {
  it("100 messages go both ways between two gateways: nothing missing, nothing twice, one order", async () => {
    const visitor = await customer();
    const [desk, widget] = [await connect(0, agentToken), await connect(1, visitor.token)];
    const { conversationId } = visitor;
    const atDesk = (await desk.request({
      type: "subscribe",
      conversationId,
      afterSeq: 0,
    })) as ServerFrameOf<"subscribed">;
    const atWidget = (await widget.request({
      type: "subscribe",
      conversationId,
      afterSeq: 0,
    })) as ServerFrameOf<"subscribed">;
    expect(atDesk.type).toBe("subscribed");
    expect(atWidget.conversation).not.toHaveProperty("tags");

    const acks = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        if (index % 3 === 0) return desk.request(send(conversationId, `note ${index}`, "note"));
        return index % 3 === 1
          ? desk.request(send(conversationId, `agent ${index}`))
          : widget.request(send(conversationId, `customer ${index}`));
      }),
    );
    expect(acks.filter(({ type }) => type !== "ack")).toEqual([]);
    await cluster.settle();
    const [lastAtDesk, lastAtWidget] = [atDesk.headSeq + 60, atWidget.headSeq + 40];
    await desk.next("event", ({ seq }) => seq === lastAtDesk);
    await widget.next("event", ({ seq }) => seq === lastAtWidget);
    expect(desk.seqs(conversationId)).toEqual(upTo(lastAtDesk));
    expect(widget.seqs(conversationId)).toEqual(upTo(lastAtWidget));
    expect(bodies(desk)).toEqual(bodies(widget));
    expect(bodies(desk)).toHaveLength(40);
    expect(JSON.stringify(widget.frames)).not.toContain("note ");
  });

  it("a message is edited and taken back, once each, and everybody sees it", async () => {
    const visitor = await customer();
    const { conversationId } = visitor;
    const [desk, widget] = [await connect(0, agentToken), await connect(1, visitor.token)];
    await Promise.all([desk, widget].map((client) => client.request({ type: "subscribe", conversationId })));
    const { messageId, seq } = (await widget.request(send(conversationId, "helo"))) as ServerFrameOf<"ack">;
    const edit = { type: "message.edit", conversationId, messageId, operationId: systemIds.next(), body: "hello" };
    const acknowledged = await widget.request(edit);
    expect(acknowledged).toMatchObject({
      type: "ack",
      messageId,
      operationId: edit.operationId,
      seq: seq + 1,
      duplicate: false,
    });
    expect(await widget.request(edit)).toMatchObject({ type: "ack", seq: seq + 1, duplicate: true });
    const edited = await desk.next("event", ({ kind }) => kind === "message.edited");
    expect(edited.data).toMatchObject({ message: { id: messageId, body: "hello" } });
    const taken = { type: "message.delete", conversationId, messageId, operationId: systemIds.next() };
    expect(await widget.request(taken)).toMatchObject({ type: "ack", duplicate: false });
    await desk.next("event", ({ kind }) => kind === "message.deleted");
    expect(await widget.request({ ...edit, operationId: systemIds.next(), messageId: systemIds.next() })).toMatchObject(
      {
        type: "error",
        code: "not_found",
      },
    );
  });

  it("the inbox shows new conversations, from now or from a cursor", async () => {
    const desk = await connect(0, agentToken);
    const { cursor } = (await desk.request({ type: "inbox.subscribe" })) as ServerFrameOf<"inbox.subscribed">;
    const visitor = await customer();
    await desk.next("inbox", ({ conversation }) => conversation.id === visitor.conversationId);
    const later = await connect(1, agentToken);
    await later.request({ type: "inbox.subscribe", cursor });
    const row = await later.next("inbox", ({ conversation }) => conversation.id === visitor.conversationId);
    expect(row.conversation).toMatchObject({ status: "queued", unread: null });
  });

  it("receipts and typing reach the other side in its own numbering", async () => {
    const visitor = await customer();
    const { conversationId } = visitor;
    const [desk, widget] = [await connect(0, agentToken), await connect(1, visitor.token)];
    await Promise.all([desk, widget].map((client) => client.request({ type: "subscribe", conversationId })));
    await desk.request(send(conversationId, "for us", "note"));
    const ack = (await desk.request(send(conversationId, "hello"))) as ServerFrameOf<"ack">;
    const event = await widget.next("event", ({ kind }) => kind === "message.created");
    expect(event.seq).toBeLessThan(ack.seq);
    widget.send({ type: "receipt", conversationId, deliveredSeq: event.seq, readSeq: event.seq });
    const receipt = await desk.next("receipt", ({ userId }) => userId === visitor.id);
    expect(receipt).toMatchObject({ deliveredSeq: ack.seq, readSeq: ack.seq });
    // Whoever only reads along is shown to colleagues, not to the customer; the agent who has written is.
    const viewer = { name: "Vera", email: "vera@example.com", password: "a long enough password 2", role: "viewer" };
    await call("POST", "/api/v1/users", viewer, agentToken);
    const { accessToken } = await call<{ accessToken: string }>("POST", "/api/v1/auth/login", {
      tenant: slug,
      email: viewer.email,
      password: viewer.password,
    });
    const onlooker = await connect(0, accessToken);
    await onlooker.request({ type: "subscribe", conversationId });
    onlooker.send({ type: "receipt", conversationId, readSeq: ack.seq });
    await desk.next("receipt", ({ userId }) => userId !== visitor.id);
    desk.send({ type: "receipt", conversationId, readSeq: ack.seq });
    await widget.next("receipt", ({ userId }) => userId === agentId);
    expect(widget.of("receipt").map(({ userId }) => userId)).toEqual([visitor.id, agentId]);
    widget.send({ type: "typing", conversationId, isTyping: true });
    expect(await desk.next("typing")).toMatchObject({ userId: visitor.id, isTyping: true });
  });

  it("presence tells who is here, and what they chose", async () => {
    const visitor = await customer();
    const desk = await connect(0, agentToken);
    await desk.request({ type: "inbox.subscribe" });
    await desk.next("presence", ({ userId, status }) => userId === agentId && status === "online");
    const widget = await connect(1, visitor.token);
    await widget.request({ type: "subscribe", conversationId: visitor.conversationId });
    await desk.request({ type: "subscribe", conversationId: visitor.conversationId });
    await desk.next("presence", ({ userId, status }) => userId === visitor.id && status === "online");
    expect(await desk.request({ type: "presence.set", status: "busy" })).toMatchObject({ type: "ok" });
    await desk.next("presence", ({ userId, status }) => userId === agentId && status === "busy");
    const answer = await fetch(`${cluster.urls.presence}/api/v1/presence/agents`, {
      headers: { authorization: `Bearer ${agentToken}` },
    });
    const { items } = (await answer.json()) as { items: unknown[] };
    expect(items).toContainEqual(expect.objectContaining({ userId: agentId, status: "busy" }));
  });

  it("who looks at a conversation is told to colleagues, across gateways, and never to the customer", async () => {
    const visitor = await customer();
    const { conversationId } = visitor;
    const person = { name: "Colin", email: "colin@example.com", password: "a long enough password 2" };
    await call("POST", "/api/v1/users", { ...person, role: "agent" }, agentToken);
    const { email, password } = person;
    const login = { tenant: slug, email, password };
    const { accessToken } = await call<{ accessToken: string }>("POST", "/api/v1/auth/login", login);
    const [desk, colleague, widget] = [
      await connect(0, agentToken),
      await connect(1, accessToken),
      await connect(1, visitor.token),
    ];
    await Promise.all([desk, colleague, widget].map((client) => client.request({ type: "subscribe", conversationId })));
    desk.send({ type: "viewing", conversationId, isViewing: true });
    expect(await colleague.next("viewing")).toMatchObject({ userId: agentId, isViewing: true });
    desk.socket.terminate();
    await colleague.next("viewing", ({ isViewing }) => !isViewing);
    // What comes later on the same way has come: so has everything before it.
    await colleague.request(send(conversationId, "hello"));
    await widget.next("event", ({ kind }) => kind === "message.created");
    expect(widget.frames.filter(({ type }) => type === "viewing")).toEqual([]);
    widget.send({ type: "viewing", conversationId, isViewing: true });
    expect(await widget.next("error")).toMatchObject({ code: "forbidden" });
  });

  it("a whisper reaches the desk on every gateway, is stored once, and nothing of it is on a customer's wire", async () => {
    const visitor = await customer();
    const { conversationId } = visitor;
    const [lead, colleague, widget] = [
      await connect(0, agentToken),
      await connect(1, agentToken),
      await connect(1, visitor.token),
    ];
    for (const client of [lead, colleague, widget]) await client.request({ type: "subscribe", conversationId });
    const whisper = {
      type: "whisper.send",
      conversationId,
      clientMessageId: systemIds.next(),
      body: "Offer a voucher",
    };
    const first = (await lead.request(whisper)) as ServerFrameOf<"ack">;
    const again = (await lead.request(whisper)) as ServerFrameOf<"ack">;
    expect(again).toMatchObject({ seq: first.seq, messageId: first.messageId, duplicate: true });
    const heard = await colleague.next("event", ({ kind }) => kind === "whisper");
    expect(heard).toMatchObject({ seq: first.seq, data: { body: "Offer a voucher" } });

    await lead.request(send(conversationId, "Here is a voucher."));
    const next = await widget.next("event", ({ kind }) => kind === "message.created");
    const resumed = await connect(0, visitor.token);
    const all = (await resumed.request({
      type: "subscribe",
      conversationId,
      afterSeq: 0,
    })) as ServerFrameOf<"subscribed">;
    expect(all.events.map(({ seq }) => seq)).toEqual(upTo(next.seq));
    const wire = JSON.stringify([...widget.frames, ...resumed.frames]);
    expect(wire).not.toMatch(/whisper|Offer/);

    const refused = await widget.request({ ...whisper, clientMessageId: systemIds.next() });
    expect(refused).toMatchObject({ type: "error", code: "forbidden" });
  });

  it("customers who wait hear their place in the queue, the desk does not, and whoever is answered leaves the others a place", async () => {
    const [first, second] = [await customer(), await customer()];
    const desk = await connect(0, agentToken);
    const widgets = [await connect(0, first.token), await connect(1, second.token)] as const;
    for (const [at, { conversationId }] of [first, second].entries()) {
      await widgets[at]?.request({ type: "subscribe", conversationId });
      await widgets[at]?.request(send(conversationId, "Is anybody there?"));
      await desk.request({ type: "subscribe", conversationId });
    }
    const places = await Promise.all(widgets.map((widget) => widget.next("queue.position")));
    const [before, behind] = places.map(({ ahead }) => ahead) as [number, number];
    expect(behind).toBeGreaterThan(before);
    expect(places[0]).toMatchObject({ conversationId: first.conversationId, waitSeconds: null, ttlMs: 60_000 });
    await call("POST", `/api/v1/queue/${first.conversationId}/accept`, {}, agentToken);
    await widgets[1].next("queue.position", ({ ahead }) => ahead === behind - 1);
    // Who comes back hears it at once, and not only with the next publication, which may be 20 s away.
    const startedAtMs = performance.now();
    const returned = await connect(0, second.token);
    await returned.request({ type: "subscribe", conversationId: second.conversationId });
    expect(await returned.next("queue.position")).toMatchObject({
      ahead: behind - 1,
      waitSeconds: null,
      ttlMs: 60_000,
    });
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
    await desk.request({ type: "subscribe", conversationId: second.conversationId });
    expect(desk.of("queue.position")).toEqual([]);
  });
});
