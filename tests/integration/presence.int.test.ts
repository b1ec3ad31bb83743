import { readEnv } from "@chorus/kernel/config";
import { environment as presenceEnvironment, toConfig as toPresenceConfig } from "@chorus/presence-service/config";
import type { RestService } from "@chorus/http/rest-service";
import { createPresenceService } from "@chorus/presence-service/service";
import { connectCommands, openRedis } from "@chorus/redis/connect";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { environment as gatewayEnvironment, toConfig as toGatewayConfig } from "@chorus/websocket-gateway/config";
import { createWebsocketGateway, type WebsocketGateway } from "@chorus/websocket-gateway/service";
import { createTestTenant, type Tenant, type Member } from "@chorus/websocket-gateway/testing/tenant";
import { TestClient } from "@chorus/websocket-gateway/testing/test-client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startServices, type Services } from "./services.ts";

/** Presence over the real services, with a clock that runs ahead: minutes pass in a moment. */

const LEASE_MS = 45_000;
const LEAVE_DEBOUNCE_MS = 15_000;

let offsetMs = 0;
const clock = { now: () => Date.now() + offsetMs };

let services: Services;
let presence: RestService;
let gateway: WebsocketGateway;
let redis: ReturnType<typeof connectCommands>;
let tenant: Tenant;
const clients: TestClient[] = [];
beforeAll(async () => {
  services = await startServices({ gateways: 0 });
  tenant = await createTestTenant(services.call, ["agent"]);
  // A Redis database of its own, because reapers look at everybody, and by this clock all others are late.
  const redisUrl = new URL(testRedisUrl());
  redisUrl.pathname = "/11";
  const shared = { NODE_ENV: "test", LOG_LEVEL: "silent", ...services.gatewayVariables, REDIS_URL: redisUrl.href };
  const presenceConfig = toPresenceConfig(readEnv(presenceEnvironment, { ...shared, PRESENCE_PORT: "0" }));
  presence = await createPresenceService({ ...presenceConfig, reapEveryMs: 10 }, { clock });
  await presence.start();
  const variables = { ...shared, GATEWAY_PORT: "0", PRESENCE_SERVICE_URL: presence.url };
  gateway = await createWebsocketGateway(toGatewayConfig(readEnv(gatewayEnvironment, variables)), {
    clock,
    // A jump of the clock must not look like a ping that was not answered.
    timings: { leaseRenewMs: 20, watchMs: 10, pongTimeoutMs: 3_600_000 },
  });
  await gateway.start();
  redis = connectCommands(redisUrl.href, () => undefined);
  await openRedis(redis);
});
afterAll(async () => {
  for (const client of clients) client.socket.terminate();
  redis.disconnect();
  await gateway[Symbol.asyncDispose]();
  await presence[Symbol.asyncDispose]();
  await services[Symbol.asyncDispose]();
});

async function connect(person: Member): Promise<TestClient> {
  const client = new TestClient(`${gateway.url.replace("http", "ws")}/ws`);
  clients.push(client);
  await client.hello(person.token);
  return client;
}

/** Until presence-service has had this connection's lease, by the clock of now. */
function leased(client: TestClient, userId: string): Promise<boolean> {
  const [welcome] = client.of("welcome");
  return until(async () => {
    const endsAtMs = await redis.zscore(
      `t:${tenant.tenantId}:presence:${userId}:leases`,
      welcome?.connectionId ?? "no welcome",
    );
    return Number(endsAtMs) > clock.now() + LEASE_MS - 5_000;
  });
}

it("livechat 2.6: presence is the socket's: an agent whose hidden tab runs no timer stays online, and is gone with the socket", async () => {
  const agent = tenant.person("agent");
  const watcher = await connect(tenant.person("owner"));
  await watcher.request({ type: "inbox.subscribe" });
  // Who was here before has been told by then: what comes from now on is news.
  await watcher.next("presence", ({ userId }) => userId === tenant.person("owner").id);
  // After hello it only ever answers pings, as a throttled tab does: frames that arrive still run its handlers.
  const hidden = await connect(agent);
  await watcher.next("presence", ({ userId, status }) => userId === agent.id && status === "online");
  const step = 8_000;
  const steps = 40;
  for (let count = 0; count < steps; count += 1) {
    offsetMs += step;
    await leased(hidden, agent.id);
  }
  expect(steps * step).toBeGreaterThan(5 * LEASE_MS);
  expect(hidden.of("ping").length).toBeGreaterThan(5);
  const statuses = () => watcher.of("presence").filter(({ userId }) => userId === agent.id);
  expect(statuses().map(({ status }) => status)).toEqual(["online"]);

  // A tab that is reloaded is back before anybody hears of it.
  hidden.socket.terminate();
  const reloaded = await connect(agent);
  await leased(reloaded, agent.id);
  offsetMs += LEAVE_DEBOUNCE_MS + 1_000;
  await leased(reloaded, agent.id);
  expect(statuses().map(({ status }) => status)).toEqual(["online"]);

  // One that is closed is gone after the debounce.
  reloaded.socket.terminate();
  await reloaded.closed;
  await until(async () => {
    // The gateway tells of it within a moment, and only from then on does the debounce count.
    offsetMs += 1_000;
    return statuses().some(({ status }) => status === "offline");
  });
  expect(statuses().map(({ status }) => status)).toEqual(["online", "offline"]);
});
