import { randomUUID } from "node:crypto";
import { ALL_ROUTES } from "@chorus/contracts/routes/all-routes";
import { hasDefaultLimit, type RouteSpec } from "@chorus/contracts/routes/define-route";
import { createCluster, type Cluster } from "@chorus/cluster/cluster";
import { startMailbox } from "@chorus/doubles/mailbox/server";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { chatCaller, createTestTenant, type Tenant } from "@chorus/websocket-gateway/testing/tenant";
import { afterAll, beforeAll, expect, test } from "vitest";

const REDIS_DATABASE = 4;
const PER_PERSON = 2;
const PER_NETWORK = 30;
const PER_CUSTOMER_NETWORK = 6;

let database: TestDatabase;
let mailbox: Awaited<ReturnType<typeof startMailbox>>;
let platform: Cluster;
let tenant: Tenant;
let tokens: { user: string; customer: string };

beforeAll(async () => {
  database = await createTestDatabase();
  mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  const redisUrl = new URL(testRedisUrl());
  // The counters of other files would be these.
  redisUrl.pathname = `/${REDIS_DATABASE}`;
  platform = await createCluster({
    adminDatabaseUrl: database.adminUrl,
    redisUrl: redisUrl.href,
    smtpUrl: mailbox.smtpUrl,
    withSummaries: true,
    variables: {
      WRITES_PER_PERSON: String(PER_PERSON),
      WRITES_PER_NETWORK: String(PER_NETWORK),
      WRITES_PER_CUSTOMER_NETWORK: String(PER_CUSTOMER_NETWORK),
    },
  });
  tenant = await createTestTenant(chatCaller(platform.urls.chat), ["owner"]);
  tokens = { user: tenant.person("owner").token, customer: (await tenant.customer()).token };
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

function call(route: RouteSpec, token = route.access === "customer" ? tokens.customer : tokens.user) {
  const path = route.path.replaceAll(/\{\w+\}/g, () => randomUUID());
  return fetch(platform.urlOf(route.service) + path, {
    method: route.method,
    headers: route.access === "public" ? {} : { authorization: `Bearer ${token}` },
  });
}

const writing = ALL_ROUTES.filter(hasDefaultLimit);
const find = (id: string) => writing.find((route) => route.id === id)!;

test("many visitors of one network share one count, in every service", async () => {
  const shop = await createTestTenant(chatCaller(platform.urls.chat), ["owner"]);
  const writing = ["conversations.rate", "carts.create", "push_subscriptions.create"].map(find);
  const used: number[] = [];
  for (let count = 0; count < PER_CUSTOMER_NETWORK; count += 1) {
    const route = writing[count % writing.length]!;
    used.push((await call(route, (await shop.customer()).token)).status);
  }
  expect(used).not.toContain(429);
  for (const route of writing) expect((await call(route, (await shop.customer()).token)).status).toBe(429);
  // The desk, and the visitors of another company, have counts of their own.
  expect((await call(find("tenant.patch"), shop.person("owner").token)).status).not.toBe(429);
  const other = await createTestTenant(chatCaller(platform.urls.chat), ["owner"]);
  expect((await call(writing[0]!, (await other.customer()).token)).status).not.toBe(429);
});

test.each([
  {
    whose: "a person of the desk",
    flooded: "tenant.patch",
    is: ({ access }: RouteSpec) => access === "user" || access === "member",
  },
  { whose: "a customer", flooded: "conversations.rate", is: ({ access }: RouteSpec) => access === "customer" },
  { whose: "a network of strangers", flooded: "auth.logout", is: ({ access }: RouteSpec) => access === "public" },
])("the share of $whose is one for every writing route of every service", async ({ flooded, is }) => {
  for (let count = 0; count < PER_NETWORK; count += 1) await call(find(flooded));
  const routes = writing.filter(is);
  expect(routes.length).toBeGreaterThan(0);
  for (const route of routes) {
    const answer = await call(route);
    expect({ id: route.id, status: answer.status, waits: Number(answer.headers.get("retry-after")) > 0 }).toEqual({
      id: route.id,
      status: 429,
      waits: true,
    });
  }
});
