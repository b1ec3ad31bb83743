import { createServiceTokens } from "@chorus/auth/service-token";
import { signAccessToken } from "@chorus/auth/access-token";
import { channels } from "@chorus/contracts/bus/channels";
import type { Role } from "@chorus/contracts/permissions";
import * as routes from "@chorus/contracts/routes/presence";
import type { RestService } from "@chorus/http/rest-service";
import { createServiceClient, type ServiceClient } from "@chorus/http/service-client";
import { readEnv } from "@chorus/kernel/config";
import { systemIds } from "@chorus/kernel/ids";
import { connectSubscriber } from "@chorus/redis/connect";
import { createSubscriptionHub, type SubscriptionHub } from "@chorus/redis/subscription-hub";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type CryptoKey } from "jose";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environment, toConfig } from "../src/config.ts";
import { createPresenceService } from "../src/service.ts";

let service: RestService;
let internal: ServiceClient;
let chat: Server;
let hub: SubscriptionHub;
let privateKey: CryptoKey;
const forwarded: unknown[] = [];
const endedSessions = new Set<string>();
let isAway = false;
const choices: { userId: string; status: "away" | "busy"; since: string }[] = [];
let offsetMs = 0;

/** chat-service's routes that presence needs. */
async function startChat(jwk: object): Promise<string> {
  chat = createServer((request, response) => {
    if (request.url === "/.well-known/jwks.json") {
      response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [jwk] }));
      return;
    }
    let text = "";
    request.on("data", (chunk) => (text += String(chunk)));
    request.on("end", () => {
      if (request.url === "/internal/v1/availability/read") {
        response.setHeader("content-type", "application/json").end(JSON.stringify({ items: choices.splice(0) }));
        return;
      }
      if (request.url === "/internal/v1/sessions/check") {
        if (isAway) {
          response.writeHead(503).end();
          return;
        }
        const states = { endedSessionIds: [...endedSessions], tenantActive: true };
        response.setHeader("content-type", "application/json").end(JSON.stringify(states));
        return;
      }
      forwarded.push(JSON.parse(text));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => chat.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(chat.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const keys = await generateKeyPair("EdDSA", { extractable: true });
  privateKey = keys.privateKey;
  const chatServiceUrl = await startChat({ ...(await exportJWK(keys.publicKey)), kid: "k", alg: "EdDSA" });
  // A database of its own: this test's clock runs ahead, and reapers look at everybody.
  const redisUrl = new URL(testRedisUrl());
  redisUrl.pathname = "/12";
  const variables = { NODE_ENV: "test", PRESENCE_PORT: "0", REDIS_URL: redisUrl.href, LOG_LEVEL: "silent" };
  const config = { ...toConfig(readEnv(environment, variables)), chatServiceUrl, reapEveryMs: 10 };
  service = await createPresenceService(config, { clock: { now: () => Date.now() + offsetMs } });
  await service.start();
  const serviceToken = createServiceTokens({
    service: "websocket-gateway",
    audience: "presence-service",
    secret: config.internalSecret,
    now: () => Date.now() + offsetMs,
  });
  internal = createServiceClient({ baseUrl: service.url, serviceToken, timeoutMs: 3_000 });
  hub = createSubscriptionHub({ redis: connectSubscriber(redisUrl.href, () => undefined), onError: () => undefined });
  await hub.start();
});
afterAll(async () => {
  internal.close();
  hub.close();
  await service[Symbol.asyncDispose]();
  await new Promise((resolve) => chat.close(resolve));
});

async function person(role: Role, tenantId = systemIds.next(), more: { onlyConversationId?: string } = {}) {
  const claims = { tenantId, userId: systemIds.next(), role, sessionId: systemIds.next(), ...more };
  const nowMs = Date.now() + offsetMs;
  const token = await signAccessToken({ kid: "k", privateKey }, claims, { nowMs, tokenId: systemIds.next() });
  return { ...claims, token };
}

async function call(method: string, path: string, token?: string, body?: object) {
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : (JSON.parse(text) as unknown) };
}

async function changesOf(tenantId: string): Promise<unknown[]> {
  const heard: unknown[] = [];
  await hub.subscribe(channels.presence(tenantId), (message) => heard.push(JSON.parse(message)));
  return heard;
}

describe("presence-service", () => {
  it("takes leases, tells of coming at once and of leaving 15 s later", async () => {
    const agent = await person("agent");
    const heard = await changesOf(agent.tenantId);
    const { tenantId, userId } = agent;
    const connection = { connectionId: systemIds.next(), tenantId, userId, role: "agent" as const };
    const gatewayId = systemIds.next();
    await internal.call(routes.changeLeases, { body: { gatewayId, opened: [connection], closed: [] } });
    await expect.poll(() => heard).toMatchObject([{ type: "presence", userId, isAgent: true, status: "online" }]);
    await internal.call(routes.renewLeases, { body: { gatewayId, connections: [] } });
    expect((await call("GET", "/api/v1/presence/agents", agent.token)).body).toMatchObject({
      items: [{ userId, status: "online" }],
    });
    expect(heard).toHaveLength(1);
    offsetMs += 15_001;
    await expect.poll(() => heard.at(-1)).toMatchObject({ userId, status: "offline", lastSeenAt: expect.any(String) });
    expect((await call("GET", "/api/v1/presence/agents", agent.token)).body).toEqual({ items: [] });
  });

  it("a dead gateway's people are gone within a lease", async () => {
    const agent = await person("agent");
    const heard = await changesOf(agent.tenantId);
    const connection = {
      connectionId: systemIds.next(),
      tenantId: agent.tenantId,
      userId: agent.userId,
      role: "agent" as const,
    };
    await internal.call(routes.renewLeases, { body: { gatewayId: systemIds.next(), connections: [connection] } });
    offsetMs += 44_000;
    expect((await call("GET", `/api/v1/presence?userIds=${agent.userId}`, agent.token)).body).toMatchObject({
      items: [{ status: "online" }],
    });
    offsetMs += 1_001;
    await expect.poll(() => heard.at(-1)).toMatchObject({ status: "offline" });
  });

  it("forwards the choice to chat-service, and shows it when chat-service tells", async () => {
    const agent = await person("supervisor");
    expect(await call("PUT", "/api/v1/presence/me", agent.token, { status: "away" })).toEqual({
      status: 200,
      body: { status: "away" },
    });
    const { tenantId, userId, role, sessionId } = agent;
    expect(forwarded.at(-1)).toEqual({ principal: { tenantId, userId, role, sessionId }, status: "away" });
    await internal.call(routes.putChosenStatus, {
      body: { tenantId, userId, status: "away", since: new Date().toISOString() },
    });
    const mine = `/api/v1/presence?userIds=${userId}`;
    expect((await call("GET", mine, agent.token)).body).toMatchObject({ items: [{ status: "offline" }] });
    expect((await call("POST", "/api/v1/presence/heartbeat", agent.token, {})).status).toBe(204);
    expect((await call("GET", mine, agent.token)).body).toMatchObject({ items: [{ status: "away" }] });
  });

  it("asks chat-service what somebody chose whom an emptied Redis has forgotten, and trusts the newest choice", async () => {
    const agent = await person("agent");
    const { tenantId, userId } = agent;
    const heard = await changesOf(tenantId);
    const connection = { connectionId: systemIds.next(), tenantId, userId, role: "agent" as const };
    const renew = () => internal.call(routes.renewLeases, { body: { gatewayId: "recall", connections: [connection] } });
    choices.push({ userId, status: "busy", since: "2026-11-21T10:00:00.000Z" });
    await renew();
    await expect.poll(() => heard).toMatchObject([{ userId, status: "busy" }]);

    const choose = (status: "online" | "away", since: string) =>
      internal.call(routes.putChosenStatus, { body: { tenantId, userId, status, since } });
    await choose("away", "2026-11-21T10:00:02.000Z");
    await choose("online", "2026-11-21T10:00:01.000Z");
    choices.push({ userId, status: "busy", since: "2026-11-21T10:00:00.000Z" });
    await renew();
    const { body } = await call("GET", `/api/v1/presence?userIds=${userId}`, agent.token);
    expect(body).toMatchObject({ items: [{ status: "away" }] });
    expect(heard).toMatchObject([{ status: "busy" }, { status: "away" }]);
  });

  it("forgets when an erased person was last here", async () => {
    const [agent, customer] = [await person("agent"), await person("customer")];
    const { tenantId } = agent;
    const connection = { connectionId: systemIds.next(), tenantId, userId: customer.userId, role: "customer" as const };
    const gatewayId = "erased";
    await internal.call(routes.changeLeases, { body: { gatewayId, opened: [connection], closed: [] } });
    await internal.call(routes.changeLeases, { body: { gatewayId, opened: [], closed: [connection] } });
    const lookUp = async () =>
      (await internal.call(routes.readPresence, { body: { tenantId, userIds: [customer.userId] } })).items[0];
    expect((await lookUp())?.lastSeenAt).not.toBeNull();
    await internal.call(routes.forgetPeople, { body: { tenantId, userIds: [customer.userId] } });
    expect((await lookUp())?.lastSeenAt).toBeNull();
  });

  it("shows another tenant's people as it shows nobody", async () => {
    const [agent, foreigner] = [await person("agent"), await person("agent")];
    await call("POST", "/api/v1/presence/heartbeat", foreigner.token, {});
    const nobody = systemIds.next();
    const { body } = await call("GET", `/api/v1/presence?userIds=${foreigner.userId},${nobody}`, agent.token);
    expect(body).toEqual({
      items: [foreigner.userId, nobody].map((userId) => ({ userId, status: "offline", lastSeenAt: null })),
    });
  });

  it("takes no heartbeat of a session that came by the link in a mail", async () => {
    const linked = await person("customer", systemIds.next(), { onlyConversationId: systemIds.next() });
    expect(await call("POST", "/api/v1/presence/heartbeat", linked.token, {})).toMatchObject({ status: 403 });
  });

  it("refuses a session that has ended, and says to try again while nobody can be asked", async () => {
    const [agent, other] = [await person("agent"), await person("agent")];
    endedSessions.add(agent.sessionId);
    expect(await call("GET", "/api/v1/presence/agents", agent.token)).toMatchObject({
      status: 401,
      body: { code: "unauthenticated" },
    });
    isAway = true;
    expect(await call("GET", "/api/v1/presence/agents", other.token)).toMatchObject({
      status: 503,
      body: { code: "unavailable", retryMs: expect.any(Number) },
    });
    isAway = false;
    expect(await call("GET", "/api/v1/presence/agents", other.token)).toMatchObject({ status: 200 });
  });

  it.each([
    { method: "GET", path: "/api/v1/presence/agents", role: null, status: 401 },
    { method: "GET", path: "/api/v1/presence/agents", role: "customer", status: 403 },
    { method: "GET", path: "/api/v1/presence?userIds=x", role: "agent", status: 422 },
    { method: "GET", path: "/api/v1/presence", role: "customer", status: 403 },
    { method: "PUT", path: "/api/v1/presence/me", role: "viewer", status: 403 },
    { method: "PUT", path: "/api/v1/presence/me", role: "agent", status: 422 },
    { method: "POST", path: "/internal/v1/leases", role: "owner", status: 401 },
    { method: "POST", path: "/internal/v1/presence", role: null, status: 401 },
  ] as const)("$method $path as $role: $status", async ({ method, path, role, status }) => {
    const token = role === null ? undefined : (await person(role)).token;
    expect(await call(method, path, token, method === "GET" ? undefined : { unknown: 1 })).toMatchObject({ status });
  });
});
