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
    variables: { WRITES_PER_PERSON: String(PER_PERSON), WRITES_PER_NETWORK: String(PER_NETWORK) },
  });
  tenant = await createTestTenant(chatCaller(platform.urls.chat), ["owner"]);
  tokens = { user: tenant.person("owner").token, customer: (await tenant.customer()).token };
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

function call(route: RouteSpec): Promise<Response> {
  const token = route.access === "customer" ? tokens.customer : tokens.user;
  const path = route.path.replaceAll(/\{\w+\}/g, () => randomUUID());
  return fetch(platform.urlOf(route.service) + path, {
    method: route.method,
    headers: route.access === "public" ? {} : { authorization: `Bearer ${token}` },
  });
}

const writing = ALL_ROUTES.filter(hasDefaultLimit);
const find = (id: string) => writing.find((route) => route.id === id)!;

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
