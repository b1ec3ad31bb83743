import { channels } from "@chorus/contracts/bus/channels";
import type { ControlMessage } from "@chorus/contracts/bus/messages";
import { DEFAULT_TENANT_LIMITS } from "@chorus/contracts/entities/tenant-limits";
import { LIMITS } from "@chorus/contracts/limits";
import { systemIds } from "@chorus/kernel/ids";
import { describe, expect, it } from "vitest";
import { closeCode, setUpGateway } from "./set-up-gateway.ts";

const { harness, gateway } = await setUpGateway();

describe("the handshake", () => {
  it("answers an unknown version and then closes 4501", async () => {
    const client = harness.connect(gateway, { protocols: ["chorus.v9", "chorus.bearer.x"] });
    expect(await closeCode(client)).toBe(4501);
    expect(client.socket.protocol).toBe("chorus.v9");
    expect(await closeCode(harness.connect(gateway, { protocols: [] }))).toBe(4501);
  });

  it("refuses a token in the URL with 400 before the upgrade", async () => {
    const client = harness.connect(gateway, { path: "/ws?access_token=abc" });
    const status = new Promise((resolve) => {
      client.socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
    });
    expect(await status).toBe(400);
  });

  it("limits new sockets per address", async () => {
    const strict = await harness.gateway(
      {},
      { admission: { upgradesPerSecond: 1, upgradesBurst: 2, unauthenticatedPerAddress: 100 } },
    );
    await harness.connect(strict).opened();
    await harness.connect(strict).opened();
    await expect(harness.connect(strict).opened()).rejects.toThrow("429");
  });
});

describe("hello", () => {
  it("is answered with welcome", async () => {
    const agent = await harness.person("agent");
    const client = harness.connect(gateway);
    expect(await client.hello(agent.token)).toMatchObject({
      userId: agent.principal.userId,
      tenantId: harness.tenantId,
      role: "agent",
      heartbeatMs: 25_000,
      pongTimeoutMs: 10_000,
      limits: {
        frameBytes: 32_768,
        bodyCharacters: 8_000,
        framesPerSecond: 120,
        sendsPerSecond: 20,
        subscriptions: 200,
      },
    });
  });

  it("takes the token from the header or the second subprotocol", async () => {
    const { token } = await harness.person("customer");
    const byHeader = harness.connect(gateway, { client: { headers: { authorization: `Bearer ${token}` } } });
    expect(await byHeader.hello()).toMatchObject({ role: "customer", limits: { subscriptions: 10 } });
    const byProtocol = harness.connect(gateway, { protocols: ["chorus.v1", `chorus.bearer.${token}`] });
    expect(await byProtocol.hello()).toMatchObject({ role: "customer" });
    expect(byProtocol.socket.protocol).toBe("chorus.v1");
  });

  it.each([
    { name: "no token", hello: async () => ({}), code: 4500 },
    { name: "a bad token", hello: async () => ({ token: "x.y.z" }), code: 4500 },
    {
      name: "an expired token",
      hello: async () => ({
        token: await harness.tokenFor((await harness.person("agent")).principal, { lifetimeSeconds: -60 }),
      }),
      code: 4005,
    },
  ])("with $name closes $code", async ({ hello, code }) => {
    const client = await harness.connect(gateway).opened();
    client.send({ type: "hello", ...(await hello()) });
    expect(await closeCode(client)).toBe(code);
  });

  it("is judged by its origin", async () => {
    const tenantId = systemIds.next();
    harness.chat.access.set(tenantId, { active: true, allowedOrigins: ["https://shop.example"] });
    const { token } = await harness.person("customer", tenantId);
    const from = (origin: string) => harness.connect(gateway, { client: { headers: { origin } } });
    for (const origin of ["http://127.0.0.1:3000", "http://localhost:3001", "https://shop.example"]) {
      expect(await from(origin).hello(token)).toMatchObject({ tenantId });
    }
    const stranger = await from("https://evil.example").opened();
    stranger.send({ type: "hello", token });
    expect(await closeCode(stranger)).toBe(4503);
  });

  it("of a suspended tenant closes 4506", async () => {
    const tenantId = systemIds.next();
    harness.chat.access.set(tenantId, { active: false, allowedOrigins: [] });
    const client = await harness.connect(gateway).opened();
    client.send({ type: "hello", token: (await harness.person("agent", tenantId)).token });
    expect(await closeCode(client)).toBe(4506);
  });

  it("with a token of a session that ended before this gateway heard of anything closes 4506", async () => {
    const agent = await harness.person("agent");
    harness.chat.endedSessions.add(agent.principal.sessionId);
    const fresh = await harness.gateway();
    const client = await harness.connect(fresh).opened();
    client.send({ type: "hello", token: agent.token });
    expect(await closeCode(client)).toBe(4506);
    expect(client.frames).toEqual([]);
  });

  it("under way while the hint comes closes 4506, and welcomes nobody", async () => {
    const agent = await harness.person("agent");
    const witness = await harness.person("agent");
    const other = await harness.join(gateway, witness);
    let answer: (() => void) | undefined;
    harness.chat.control.before.set("sessions", () => new Promise((resolve) => (answer = resolve)));
    const client = await harness.connect(gateway).opened();
    client.send({ type: "hello", token: agent.token });
    await expect.poll(() => answer !== undefined).toBe(true);
    for (const { tenantId, userId, sessionId } of [agent.principal, witness.principal]) {
      const hint = { type: "revoke", tenantId, userId, sessionId } satisfies ControlMessage;
      await harness.redis.publish(channels.control, JSON.stringify(hint));
    }
    // Hints come in order: now the gateway has heard the first.
    expect(await closeCode(other)).toBe(4506);
    harness.chat.control.before.delete("sessions");
    await expect.poll(() => (answer?.(), client.socket.readyState)).toBe(client.socket.CLOSED);
    expect(await closeCode(client)).toBe(4506);
    expect(client.frames).toEqual([]);
  });

  it("must come, be first, be small, and come once", async () => {
    const hasty = await harness.gateway({ timings: { helloDeadlineMs: 50, watchMs: 20 } });
    expect(await closeCode(harness.connect(hasty))).toBe(4507);
    const other = await harness.connect(gateway).opened();
    other.send({ type: "pong", n: 1 });
    expect(await closeCode(other)).toBe(4507);
    const large = await harness.connect(gateway).opened();
    large.send({ type: "hello", token: "x".repeat(LIMITS.helloBytes) });
    expect(await closeCode(large)).toBe(4507);
    const insistent = await harness.connect(gateway).opened();
    for (let count = 0; count < 200; count += 1) insistent.send({ type: "hello", token: 5 });
    expect(await closeCode(insistent)).toBe(4507);
    expect(insistent.frames.filter(({ type }) => type === "error")).toHaveLength(1);
    const twice = await harness.join(gateway, await harness.person("agent"));
    expect(await twice.request({ type: "hello" })).toMatchObject({ type: "error", code: "invalid_frame" });
  });

  it("need not be waited for", async () => {
    const customer = await harness.person("customer");
    const { id } = harness.chat.addConversation(harness.tenantId, customer.principal.userId);
    const client = await harness.connect(gateway).opened();
    client.send({ type: "hello", token: customer.token });
    expect(await client.request({ type: "subscribe", conversationId: id })).toMatchObject({ type: "subscribed" });
    expect(client.frames[0]?.type).toBe("welcome");
  });
});

describe("bad frames", () => {
  it.each([
    { name: "not JSON", data: "{", code: 4502 },
    { name: "not an object", data: "[1]", code: 4502 },
    { name: "binary", data: Buffer.from("{}"), code: 4502 },
    { name: "too deep", data: `{"type":"pong","n":${"[".repeat(8)}1${"]".repeat(8)}}`, code: 4502 },
    { name: "too large", data: JSON.stringify({ type: "pong", n: "x".repeat(LIMITS.frameBytes) }), code: 4505 },
    { name: "beyond the transport", data: "x".repeat(LIMITS.transportBytes + 1), code: 1006 },
  ])("$name closes $code and nobody else", async ({ data, code }) => {
    const [client, other] = [
      await harness.join(gateway, await harness.person("agent")),
      await harness.join(gateway, await harness.person("agent")),
    ];
    client.socket.send(data);
    expect(await closeCode(client)).toBe(code);
    expect(await other.request({ type: "unsubscribe", conversationId: systemIds.next() })).toMatchObject({
      type: "ok",
    });
  });

  it("that are JSON are answered with their id, and the socket stays", async () => {
    const client = await harness.join(gateway, await harness.person("agent"));
    expect(await client.request({ type: "nothing" })).toMatchObject({
      type: "error",
      code: "invalid_frame",
      retryable: false,
    });
    const error = await client.request({ type: "history", conversationId: "x", beforeSeq: 1, limit: 500 });
    expect(error).toMatchObject({ code: "invalid_frame", errors: [{ path: "conversationId" }, { path: "limit" }] });
    expect(await client.request({ type: "unsubscribe", conversationId: systemIds.next() })).toMatchObject({
      type: "ok",
    });
  });
});

describe("limits", () => {
  it("tell when to come back, and end who does not listen with 4006", async () => {
    const customer = await harness.person("customer");
    const { id } = harness.chat.addConversation(harness.tenantId, customer.principal.userId);
    const client = await harness.join(gateway, customer);
    const send = () => ({
      type: "message.send",
      conversationId: id,
      clientMessageId: systemIds.next(),
      body: "x",
      kind: "text",
    });
    const replies = Array.from({ length: LIMITS.sendsBurst + 1 }, () => client.request(send()));
    const limited = (await Promise.all(replies)).filter((reply) => reply.type === "error");
    expect(limited).toMatchObject([{ code: "rate_limited", retryable: true }]);
    for (let count = 0; count < 3; count += 1) client.send({ ...send(), id: `strike ${count}` });
    expect(await closeCode(client)).toBe(4006);
  });

  it("a customer follows at most 10 conversations", async () => {
    const customer = await harness.person("customer");
    const client = await harness.join(gateway, customer);
    for (let count = 0; count < 10; count += 1) {
      const { id } = harness.chat.addConversation(harness.tenantId, customer.principal.userId);
      expect(await client.request({ type: "subscribe", conversationId: id })).toMatchObject({ type: "subscribed" });
    }
    const { id } = harness.chat.addConversation(harness.tenantId, customer.principal.userId);
    expect(await client.request({ type: "subscribe", conversationId: id })).toMatchObject({ code: "rate_limited" });
  });

  it("count connections by a mailed link apart: they do not close the customer's own", async () => {
    const tenantId = systemIds.next();
    harness.chat.access.set(tenantId, { limits: { ...DEFAULT_TENANT_LIMITS, connectionsPerUser: 1 } });
    const customer = await harness.person("customer", tenantId);
    const own = await harness.join(gateway, customer);
    const { id: onlyConversationId } = harness.chat.addConversation(tenantId, customer.principal.userId);
    const token = await harness.tokenFor(customer.principal, { onlyConversationId });
    const [first, second] = [harness.connect(gateway), harness.connect(gateway)];
    await first.hello(token);
    await second.hello(token);
    expect(await closeCode(first)).toBe(4007);
    expect(await own.request({ type: "subscribe", conversationId: onlyConversationId })).toMatchObject({
      type: "subscribed",
    });
  });

  it("have a quota of sockets over all gateways, which closes customers' new ones with 4006 and never the desk's", async () => {
    const tenantId = systemIds.next();
    harness.chat.access.set(tenantId, { sockets: 2 });
    const other = await harness.gateway({ timings: { countsMs: 20 } });
    /** Its close code, or that it was let in; then it goes again. */
    const refused = async (at: typeof gateway) => {
      const client = await harness.connect(at).opened();
      client.send({ type: "hello", token: (await harness.person("customer", tenantId)).token });
      const letIn = client.next("welcome").then(async () => {
        await client.close();
        return "let in";
      });
      return Promise.race([closeCode(client), letIn]);
    };
    const first = await harness.join(other, await harness.person("customer", tenantId));
    await harness.join(other, await harness.person("agent", tenantId));
    expect(await refused(other)).toBe(4006);
    // The desk has room, and its gateway learns of the others' sockets.
    const here = await harness.gateway({ timings: { countsMs: 20 } });
    await harness.join(here, await harness.person("agent", tenantId));
    await expect.poll(() => refused(here)).toBe(4006);
    await first.close();
    await harness.join(other, await harness.person("agent", tenantId));
    expect(await refused(other)).toBe(4006);
  });

  it("are the tenant's own where it has set them", async () => {
    const tenantId = systemIds.next();
    const limits = { ...DEFAULT_TENANT_LIMITS, bodyCharacters: 5, customerSubscriptions: 1, connectionsPerUser: 1 };
    harness.chat.access.set(tenantId, { limits });
    const customer = await harness.person("customer", tenantId);
    const replaced = await harness.join(gateway, customer);
    const client = harness.connect(gateway);
    expect(await client.hello(customer.token)).toMatchObject({ limits: { bodyCharacters: 5, subscriptions: 1 } });
    expect(await closeCode(replaced)).toBe(4007);

    const { id } = harness.chat.addConversation(tenantId, customer.principal.userId);
    const send = (body: string) => {
      const message = { conversationId: id, clientMessageId: systemIds.next(), body, kind: "text" };
      return client.request({ type: "message.send", ...message });
    };
    expect(await send("short")).toMatchObject({ type: "ack" });
    expect(await send("longer")).toMatchObject({ code: "invalid_frame", errors: [{ path: "body" }] });
    expect(await client.request({ type: "subscribe", conversationId: id })).toMatchObject({ type: "subscribed" });
    const other = harness.chat.addConversation(tenantId, customer.principal.userId);
    expect(await client.request({ type: "subscribe", conversationId: other.id })).toMatchObject({
      code: "rate_limited",
    });
  });

  it("the 21st connection of a person replaces the oldest, 4007", async () => {
    const agent = await harness.person("agent");
    const clients = [];
    for (let count = 0; count < 21; count += 1) clients.push(await harness.join(gateway, agent));
    expect(await closeCode(clients[0] as (typeof clients)[number])).toBe(4007);
    expect(clients.slice(1).every(({ socket }) => socket.readyState === socket.OPEN)).toBe(true);
  });
});
