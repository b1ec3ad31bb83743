import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { conversationLinkToken } from "@chorus/auth/conversation-link";
import { createServiceTokens } from "@chorus/auth/service-token";
import { ROLES, USER_ROLES, type Role } from "@chorus/contracts/permissions";
import { routesOf } from "@chorus/contracts/routes/all-routes";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { startPushDouble, type PushDouble } from "@chorus/doubles/push/server";
import { developmentVapidKeys } from "@chorus/doubles/development-accounts";
import { expectProblem, named, testRoutes, type RouteAnswer } from "@chorus/testing/route-suite";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../chat-service/tests/harness.ts";
import { startNotifications, type Notifications } from "./harness.ts";

const { publicKey, privateKey } = developmentVapidKeys();
const routes = routesOf("notification-worker");

let all: Notifications;
let double: PushDouble;
let tenant: Tenant;
let elsewhere: Tenant;
let talk: Awaited<ReturnType<Notifications["talk"]>>;
let ids: Record<string, string>;
let elsewhereIds: Record<string, string>;
const tokens = new Map<Role, string>();

beforeAll(async () => {
  double = await startPushDouble({ port: 0 });
  all = await startNotifications(4, {
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
    PUSH_DOUBLE_URL: double.url,
  });
  talk = await all.talk();
  tenant = talk.tenant;
  elsewhere = await all.chat.tenant();
  tokens.set("customer", talk.customer.token);
  tokens.set("owner", tenant.owner.token);
  for (const role of USER_ROLES) if (role !== "owner") tokens.set(role, (await all.chat.person(tenant, role)).token);
  ids = await rowsOf(tenant);
  elsewhereIds = await rowsOf(elsewhere);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
  await double[Symbol.asyncDispose]();
});

/** A mail that has gone out, and a browser. */
async function rowsOf({ id, owner }: Tenant): Promise<Record<string, string>> {
  const { body: mail } = await all.post("/api/v1/notifications/test", owner.token, { channel: "email" });
  await until(async () => (await all.deliveries(id, { status: ["sent"] })).some((row) => row.id === mail.id), {
    timeoutMs: 30_000,
  });
  const { endpoint, keys } = double.subscribe();
  const { body: browser } = await all.post("/api/v1/push-subscriptions", owner.token, { endpoint, keys });
  return { deliveryId: mail.id, subscriptionId: browser.id };
}

async function send(
  method: string,
  path: string,
  input: { token?: string | undefined; body?: unknown; headers?: Record<string, string> } = {},
): Promise<RouteAnswer> {
  const { token, body, headers } = input;
  const response = await fetch(all.worker.url + path, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text === "" ? null : JSON.parse(text) };
}

function bodyOf(route: RouteSpec): unknown {
  if (!route.body) return undefined;
  const { endpoint, keys } = double.subscribe();
  const bodies: Record<string, unknown> = {
    "deliveries.replay": { deliveryIds: [randomUUID()] },
    "notifications.test": { channel: "in_app" },
    "push_subscriptions.create": { endpoint, keys },
  };
  return bodies[route.id] ?? {};
}

const withIds = (route: RouteSpec, known: Record<string, string>) =>
  route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? "no-such-parameter");

testRoutes(
  routes,
  () => ({
    url: all.worker.url,
    send,
    tokens,
    otherKeys: async () => [
      all.chat.config.secrets.operatorKey,
      await createServiceTokens({
        service: "websocket-gateway",
        audience: "chat-service",
        secret: all.chat.config.secrets.internal,
        now: () => Date.now(),
      })(),
    ],
    ids,
    elsewhereIds,
    bodyOf,
    tokenFor: async (route) => tokens.get(route.access === "customer" ? "customer" : "owner"),
  }),
  { idempotentDeletes: new Set(["push_subscriptions.delete"]) },
);

/** What whoever may call a route gets, where it is not simply done. */
const EXPECTED: Record<string, number> = {
  // The mail has arrived.
  "deliveries.retry": 409,
};

describe("every route, for whom it is", () => {
  const allowed = routes.flatMap((route) =>
    ROLES.filter((role) => isAllowed(route, role)).map((role) => [route.id, role, route] as const),
  );
  test.each(allowed)("%s does it for %s", async (id, role, route) => {
    const answer = await send(route.method, withIds(route, ids), { token: tokens.get(role), body: bodyOf(route) });
    const [success] = Object.keys(route.responses).map(Number);
    expect(answer.status).toBe(EXPECTED[id] ?? success);
  });

  function isAllowed(route: RouteSpec, role: Role): boolean {
    if (role === "customer") return route.access === "member";
    return route.permission === undefined || role === "owner" || role === "admin";
  }
});

describe("another tenant", () => {
  test.each(named(routes.filter(({ method }) => method === "GET")))(
    "%s shows nothing of this one",
    async (_, route) => {
      const answer = await send("GET", withIds(route, elsewhereIds), { token: elsewhere.owner.token });
      expect(answer.status).toBe(200);
      for (const secret of [...Object.values(ids), tenant.id, tenant.owner.email, talk.conversationId])
        expect(answer.text).not.toContain(secret);
    },
  );

  test("cannot try this one's again, nor end its browsers", async () => {
    const { token } = elsewhere.owner;
    const body = { deliveryIds: [ids["deliveryId"]] };
    expect((await send("POST", "/api/v1/deliveries/replay", { token, body })).body).toEqual({
      replayed: 0,
      leftAlone: 1,
    });
    const { endpoint, keys } = double.subscribe();
    const made = await all.post("/api/v1/push-subscriptions", tenant.owner.token, { endpoint, keys });
    expect((await send("DELETE", `/api/v1/push-subscriptions/${made.body.id}`, { token })).status).toBe(204);
    const known = await all.chat.database.readTenant(tenant.id, (tx) =>
      tx.selectFrom("push_subscriptions").select("endpoint").execute(),
    );
    expect(known).toContainEqual({ endpoint });
  });
});

test("who came by the link in a mail reaches none of it", async () => {
  const ids = { tenantId: tenant.id, customerId: talk.customer.id, conversationId: talk.conversationId };
  const link = { ...ids, address: talk.email };
  const linkToken = conversationLinkToken(all.chat.config.secrets.links, link, Date.now());
  const session = await all.chat.request("POST", "/api/v1/widget/sessions", {
    body: { tenantKey: tenant.widgetKey, linkToken },
  });
  for (const route of routes.filter(({ access }) => access === "member"))
    expectProblem(
      await send(route.method, withIds(route, ids), { token: session.body.accessToken, body: bodyOf(route) }),
      "forbidden",
    );
});

test("tests to oneself are limited", async () => {
  const { owner } = await all.chat.tenant();
  const ask = () => all.post("/api/v1/notifications/test", owner.token, { channel: "email" });
  for (let count = 1; count <= 20; count += 1) expect((await ask()).status).toBe(202);
  expect(await ask()).toMatchObject({ status: 429, body: { code: "rate_limited" } });
});
