import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { ALL_ROUTES } from "@chorus/contracts/routes/all-routes";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { createCluster, type Cluster } from "@chorus/cluster/cluster";
import { startMailbox } from "@chorus/doubles/mailbox/server";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { chatCaller, createTestTenant, type CallChat, type Tenant } from "@chorus/websocket-gateway/testing/tenant";
import { TestClient } from "@chorus/websocket-gateway/testing/test-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** The longest that a right may outlive its end, at every door of every service. */
const WITHIN_MS = 3_000;
const OPERATOR_KEY = "dev-operator-key";
const REDIS_DATABASE = 3;

let database: TestDatabase;
let mailbox: Awaited<ReturnType<typeof startMailbox>>;
let platform: Cluster;
let call: CallChat;

beforeAll(async () => {
  database = await createTestDatabase();
  mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  const redisUrl = new URL(testRedisUrl());
  // Workers of other files would take these jobs.
  redisUrl.pathname = `/${REDIS_DATABASE}`;
  platform = await createCluster({
    adminDatabaseUrl: database.adminUrl,
    redisUrl: redisUrl.href,
    smtpUrl: mailbox.smtpUrl,
    withSummaries: true,
    // One person asks every writing route of all services, more than once.
    variables: { WRITES_PER_PERSON: "100000" },
  });
  call = chatCaller(platform.urls.chat);
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** Somebody whose right ends. */
interface Holder {
  token: string;
  end: () => Promise<unknown>;
}

/** A colleague who has the power to end it, and somebody of each kind whose right does. */
async function ownersFriend(end: (tenant: Tenant, user: { id: string; token: string }) => Promise<unknown>) {
  const tenant = await createTestTenant(call, ["owner", "admin"]);
  const user = tenant.person("admin");
  return { token: user.token, end: () => end(tenant, user) };
}

async function aCustomer(end: (tenant: Tenant, customer: { id: string; token: string }) => Promise<unknown>) {
  const tenant = await createTestTenant(call, ["owner"]);
  const customer = await tenant.customer();
  return { token: customer.token, end: () => end(tenant, customer) };
}

const patchUser = (tenant: Tenant, id: string, body: object) =>
  call("PATCH", `/api/v1/users/${id}`, body, tenant.person("owner").token);
const sessionIdOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sid;
const suspend = ({ tenantId }: Tenant) => call("POST", `/api/v1/tenants/${tenantId}/suspend`, {}, OPERATOR_KEY);
const remove = ({ tenantId }: Tenant) => call("DELETE", `/api/v1/tenants/${tenantId}`, undefined, OPERATOR_KEY);

const makeKey = (token: string) =>
  call<{ secret: string; apiKey: { id: string } }>(
    "POST",
    "/api/v1/api-keys",
    { name: "key", scopes: ["conversations:read", "conversations:write", "messages:write", "admin", "catalog:write"] },
    token,
  );

async function keyOfAnAdmin(ending: object): Promise<Holder> {
  const tenant = await createTestTenant(call, ["owner", "admin"]);
  const { id, token } = tenant.person("admin");
  const { secret } = await makeKey(token);
  return { token: secret, end: () => patchUser(tenant, id, ending) };
}

const WAYS: Record<string, () => Promise<Holder>> = {
  "signed out": () =>
    ownersFriend((_, { id, token }) =>
      call("DELETE", `/api/v1/users/${id}/sessions/${sessionIdOf(token)}`, undefined, token),
    ),
  "signed out by an owner": () =>
    ownersFriend((tenant, { id, token }) =>
      call("DELETE", `/api/v1/users/${id}/sessions/${sessionIdOf(token)}`, undefined, tenant.person("owner").token),
    ),
  disabled: () => ownersFriend((tenant, { id }) => patchUser(tenant, id, { disabled: true })),
  demoted: () => ownersFriend((tenant, { id }) => patchUser(tenant, id, { role: "viewer" })),
  "of a suspended tenant": () => ownersFriend(suspend),
  "of a deleted tenant": () => ownersFriend(remove),
  "a customer of a suspended tenant": () => aCustomer(suspend),
  "a banned customer": () =>
    aCustomer((tenant, { id }) => call("POST", `/api/v1/customers/${id}/ban`, {}, tenant.person("owner").token)),
  "an erased customer": () =>
    aCustomer((tenant, { id }) => call("POST", `/api/v1/customers/${id}/erase`, {}, tenant.person("owner").token)),
  "a customer who has forgotten the device": async () => {
    const { widgetKey: tenantKey } = await createTestTenant(call, ["owner"]);
    const session = await call<{ accessToken: string; deviceToken: string }>("POST", "/api/v1/widget/sessions", {
      tenantKey,
    });
    const { accessToken: token, deviceToken } = session;
    return { token, end: () => call("POST", "/api/v1/widget/sessions/end", { tenantKey, deviceToken }) };
  },
  "a revoked key": async () => {
    const owner = (await createTestTenant(call, ["owner"])).person("owner").token;
    const key = await makeKey(owner);
    return { token: key.secret, end: () => call("DELETE", `/api/v1/api-keys/${key.apiKey.id}`, undefined, owner) };
  },
  "a key whose maker was disabled": () => keyOfAnAdmin({ disabled: true }),
  "a key whose maker was demoted": () => keyOfAnAdmin({ role: "supervisor" }),
};

const routes = ALL_ROUTES.filter(({ access }) => access === "user" || access === "customer" || access === "member");
const isKey = (way: string) => way.includes("key");

/** Rows that are not there and no body: nothing is changed, and who asks is decided before either is looked at. */
async function statusOf(route: RouteSpec, token: string): Promise<number> {
  const path = route.path.replaceAll(/\{\w+\}/g, () => randomUUID());
  const response = await fetch(platform.urlOf(route.service) + path, {
    method: route.method,
    headers: { authorization: `Bearer ${token}` },
  });
  await response.body?.cancel();
  return response.status;
}

/** Routes that let the token in, as `id status`. */
async function stillOpen(token: string, asked: readonly RouteSpec[] = routes): Promise<string[]> {
  return openOf(asked, await Promise.all(asked.map((route) => statusOf(route, token))));
}

function openOf(asked: readonly RouteSpec[], statuses: readonly number[]): string[] {
  return asked.flatMap(({ id }, index) => {
    const status = statuses[index] ?? 0;
    return status === 401 || status === 403 ? [] : [`${id} ${status}`];
  });
}

interface SlowRequest {
  /** The service has the headers, and has been asking who it is since. */
  begun: Promise<void>;
  finish: () => void;
  status: Promise<number>;
}

/** A body of two bytes of which only the first has come. */
function slowly(route: RouteSpec, token: string): SlowRequest {
  const path = route.path.replaceAll(/\{\w+\}/g, () => randomUUID());
  const asked = request(platform.urlOf(route.service) + path, {
    method: route.method,
    agent: false,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": route.bytes?.types[0] ?? "application/json",
      "content-length": 2,
      expect: "100-continue",
    },
  });
  const answered = new Promise<number>((resolve, reject) => {
    asked.on("error", reject).on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
  const begun = new Promise<void>((resolve) => asked.on("continue", () => asked.write("{", () => resolve())));
  asked.flushHeaders();
  return { begun, finish: () => asked.end("}"), status: answered };
}

test("there are routes of all services", () => {
  expect(new Set(routes.map(({ service }) => service)).size).toBe(5);
  expect(routes.length).toBeGreaterThan(70);
});

describe("every route of every service", () => {
  test.each(Object.keys(WAYS))("answers 401 or 403 to somebody who is %s", async (way) => {
    const { token, end } = await WAYS[way]!();
    // Let in, so that every service has just seen that the right is there.
    const before = await stillOpen(token);
    const servicesBefore = new Set(
      routes.filter(({ id }) => before.some((open) => open.startsWith(`${id} `))).map(({ service }) => service),
    );
    expect(servicesBefore.has("chat-service")).toBe(true);
    expect(servicesBefore.size).toBeGreaterThanOrEqual(3);
    expect(before.filter((open) => open.endsWith(" 500"))).toEqual([]);

    const writing = routes.filter(
      ({ id, method }) => method !== "GET" && before.some((open) => open.startsWith(`${id} `)),
    );
    expect(new Set(writing.map(({ service }) => service)).size).toBeGreaterThanOrEqual(4);
    const slow = writing.map((route) => slowly(route, token));
    await Promise.all(slow.map(({ begun }) => begun));

    await end();
    // The process that ended it refuses at once.
    expect(
      await stillOpen(
        token,
        routes.filter(({ service }) => service === "chat-service"),
      ),
    ).toEqual([]);
    await until(async () => (await stillOpen(token)).length === 0, { timeoutMs: WITHIN_MS });
    // A body that began before and ends now.
    for (const { finish } of slow) finish();
    expect(openOf(writing, await Promise.all(slow.map(({ status }) => status)))).toEqual([]);
  });

  test.each(Object.keys(WAYS).filter((way) => !isKey(way)))("and the gateway closes and refuses: %s", async (way) => {
    const { token, end } = await WAYS[way]!();
    const url = `${platform.urls.gateways[0].replace("http", "ws")}/ws`;
    const held = new TestClient(url);
    await held.hello(token);
    await end();
    expect((await held.closed).code).toBe(4506);
    const late = await new TestClient(url).opened();
    late.send({ type: "hello", token });
    expect((await late.closed).code).toBe(4506);
  });
});
