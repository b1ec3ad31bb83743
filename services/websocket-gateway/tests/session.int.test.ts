import { channels } from "@chorus/contracts/bus/channels";
import type { ControlMessage } from "@chorus/contracts/bus/messages";
import { systemIds } from "@chorus/kernel/ids";
import { describe, expect, it } from "vitest";
import { closeCode, setUpGateway } from "./set-up-gateway.ts";

const { harness, gateway } = await setUpGateway();

describe("an open socket", () => {
  it("is pinged, and closed 4004 without an answer", async () => {
    const quick = await harness.gateway({ timings: { heartbeatMs: 40, pongTimeoutMs: 60, watchMs: 10 } });
    const [answering, silent] = [
      await harness.join(quick, await harness.person("agent")),
      await harness.join(quick, await harness.person("agent")),
    ];
    silent.ignorePings();
    expect(await closeCode(silent)).toBe(4004);
    await answering.next("ping", ({ n }) => n >= 3);
    expect(
      answering
        .of("ping")
        .slice(0, 3)
        .map(({ n }) => n),
    ).toEqual([1, 2, 3]);
  });

  it("outlives its token only with another of the same person", async () => {
    let offsetMs = 0;
    const late = await harness.gateway({ clock: { now: () => Date.now() + offsetMs }, timings: { watchMs: 10 } });
    const [agent, other] = [await harness.person("agent"), await harness.person("agent")];
    const [careful, careless] = [await harness.join(late, agent), await harness.join(late, agent)];
    for (const client of [careful, careless]) client.ignorePings();
    offsetMs = (15 * 60 - 50) * 1_000;
    expect((await careful.next("auth.expiring")).inMs).toBeLessThanOrEqual(60_000);
    expect(await careful.request({ type: "refresh", token: other.token })).toMatchObject({ code: "forbidden" });
    expect(await careful.request({ type: "refresh", token: "nonsense" })).toMatchObject({ code: "unauthenticated" });
    const token = await harness.tokenFor(agent.principal, { lifetimeSeconds: 3_600 });
    expect(await careful.request({ type: "refresh", token })).toMatchObject({ type: "refreshed" });
    const ended = { ...agent.principal, sessionId: systemIds.next() };
    harness.chat.endedSessions.add(ended.sessionId);
    const hasty = await harness.join(late, agent);
    hasty.send({ type: "refresh", id: "late", token: await harness.tokenFor(ended, { lifetimeSeconds: 3_600 }) });
    expect(await closeCode(hasty)).toBe(4506);
    await careless.next("auth.expiring");
    offsetMs = (15 * 60 + 31) * 1_000;
    // Its ping was not answered either, so either of the two ends it; the token is looked at first.
    expect(await closeCode(careless)).toBe(4005);
  });

  it("ends with its session, its person, its tenant, on every gateway", async () => {
    const second = await harness.gateway();
    const tenantId = systemIds.next();
    const [agent, colleague] = [await harness.person("agent", tenantId), await harness.person("agent", tenantId)];
    const otherSession = { ...agent.principal, sessionId: systemIds.next() };
    const sameUser = { principal: otherSession, token: await harness.tokenFor(otherSession) };
    const [here, there, tab, mate, stranger] = [
      await harness.join(gateway, agent),
      await harness.join(second, agent),
      await harness.join(second, sameUser),
      await harness.join(gateway, colleague),
      await harness.join(gateway, await harness.person("agent")),
    ];
    const revoke = (userId: string | null, sessionId: string | null) => {
      const message: ControlMessage = { type: "revoke", tenantId, userId, sessionId };
      return harness.redis.publish(channels.control, JSON.stringify(message));
    };
    await revoke(agent.principal.userId, agent.principal.sessionId);
    expect([await closeCode(here), await closeCode(there)]).toEqual([4506, 4506]);
    expect(tab.socket.readyState).toBe(tab.socket.OPEN);
    const again = await harness.connect(gateway).opened();
    again.send({ type: "hello", token: agent.token });
    expect(await closeCode(again)).toBe(4506);
    await revoke(agent.principal.userId, null);
    expect(await closeCode(tab)).toBe(4506);
    await revoke(null, null);
    expect(await closeCode(mate)).toBe(4506);
    expect(stranger.socket.readyState).toBe(stranger.socket.OPEN);
  });

  it("ends with its session even when the hint is lost, and with no other", async () => {
    const quick = await harness.gateway({ timings: { sessionSweepMs: 20 } });
    const [agent, other] = [await harness.person("agent"), await harness.person("customer")];
    const [ended, stays] = [await harness.join(quick, agent), await harness.join(quick, other)];
    harness.chat.endedSessions.add(agent.principal.sessionId);
    expect(await closeCode(ended)).toBe(4506);
    expect(await stays.request({ type: "unsubscribe", conversationId: systemIds.next() })).toMatchObject({
      type: "ok",
    });
  });
});

describe("leaving", () => {
  it("says goaway, finishes what is under way, and closes 4001 after the ack", async () => {
    const leaving = await harness.gateway();
    const customer = await harness.person("customer");
    const { id } = harness.chat.addConversation(harness.tenantId, customer.principal.userId);
    const client = await harness.join(leaving, customer);
    let commit: (() => void) | undefined;
    harness.chat.control.before.set("append", () => new Promise((resolve) => (commit = resolve)));
    const reply = client.request({
      type: "message.send",
      conversationId: id,
      clientMessageId: systemIds.next(),
      body: "the last",
      kind: "text",
    });
    await expect.poll(() => commit !== undefined).toBe(true);
    const drained = leaving.drain(5_000);
    expect(await client.next("goaway")).toMatchObject({ reason: "draining" });
    harness.chat.control.before.delete("append");
    commit?.();
    expect(await reply).toMatchObject({ type: "ack", seq: 1 });
    expect(await closeCode(client)).toBe(4001);
    await drained;
  });
});

const get = async (path: string) => {
  const response = await fetch(`${gateway.url}${path}`);
  return { status: response.status, text: await response.text(), headers: response.headers };
};

describe("beside the sockets", () => {
  it("the gateway answers as every service does", async () => {
    expect(await get("/livez")).toMatchObject({ status: 200, text: expect.stringContaining('"ok"') });
    expect(JSON.parse((await get("/readyz")).text)).toEqual({
      status: "ok",
      service: "websocket-gateway",
      checks: { redis: "ok" },
    });
    expect((await get("/metrics")).text).toContain("chorus_gateway_connections_total");
    expect(JSON.parse((await get("/api/v1/openapi.json")).text)).toMatchObject({ openapi: "3.1.0" });
    expect(JSON.parse((await get("/api/v1/asyncapi.json")).text)).toMatchObject({ asyncapi: "3.0.0" });
    expect((await get("/docs")).text).toContain("message.send");
    expect((await get("/nothing")).status).toBe(404);
    for (const path of ["/livez", "/docs", "/metrics", "/nothing"]) {
      expect(Object.fromEntries((await get(path)).headers), path).toMatchObject({
        "content-security-policy": expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'$/),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      });
    }
  });
});
