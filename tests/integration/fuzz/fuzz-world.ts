import { randomUUID } from "node:crypto";
import { createServiceTokens } from "@chorus/auth/service-token";
import { API_KEY_SCOPES } from "@chorus/contracts/permissions";
import { SUMMARY_TYPES } from "@chorus/contracts/entities/summary";
import { ALL_ROUTES } from "@chorus/contracts/routes/all-routes";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import type { ServiceName } from "@chorus/contracts/services";
import { createCluster } from "@chorus/cluster/cluster";
import { startMailbox } from "@chorus/doubles/mailbox/server";
import { createTestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import type { KnownValues } from "./arbitrary-of.ts";

const PASSWORD = "correct horse battery";
const secrets = {
  INTERNAL_SECRET: "internal-7Qm2ZxK9vT4bR8wLc1NfYp6HsD3gJa0E",
  CHORUS_SECRET: "chorus-5Hs8DkW1qZ7mXn3VbT9rLp2CyF6gJa0E",
  LINK_SECRET: "link-8Bd3VtXw5nKq1RmZ7yLc9HfJ2sPgA6Eu",
  CHORUS_OPERATOR_KEY: "operator-4Nf7YpKc1LwR8bT2vQ9mZxD3gJa0EhS",
};

export type World = Awaited<ReturnType<typeof startWorld>>;

/** All services of the platform, and tenants to do anything to. */
export async function startWorld(variables: Record<string, string>) {
  const database = await createTestDatabase();
  const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  const redisUrl = new URL(testRedisUrl());
  redisUrl.pathname = "/11";
  const cluster = await createCluster({
    adminDatabaseUrl: database.adminUrl,
    redisUrl: redisUrl.href,
    smtpUrl: mailbox.smtpUrl,
    withSummaries: true,
    // The founders come from networks of their own: wrong operator keys of the search do not shut them out.
    variables: { ...secrets, CHAT_TRUST_PROXY: "true", ...variables },
  });
  return {
    routes: ALL_ROUTES.filter(({ service }) => service !== "websocket-gateway"),
    urlOf: (route: RouteSpec) => cluster.urlOf(route.service),
    serviceToken: (audience: ServiceName) =>
      createServiceTokens({
        service: "websocket-gateway",
        audience,
        secret: secrets.INTERNAL_SECRET,
        now: () => Date.now(),
      })(),
    createTestTenant: () => createTestTenant(cluster.urls.chat, cluster.urlOf("commerce")),
    async [Symbol.asyncDispose]() {
      await cluster[Symbol.asyncDispose]();
      await mailbox[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

export interface FuzzTenant {
  tokens: {
    owner: string;
    admin: string;
    supervisor: string;
    agent: string;
    customer: string;
    key: string;
    operator: string;
  };
  known: KnownValues;
  /** Of a session that nobody else uses. */
  cookie: string;
}

let founders = 0;
function founderAddress(): string {
  founders += 1;
  return `10.${(founders >> 16) & 255}.${(founders >> 8) & 255}.${founders & 255}`;
}

/** A tenant with somebody of every role and something of every kind. */
async function createTestTenant(chat: string, shop: string): Promise<FuzzTenant> {
  const call = async (method: string, path: string, token?: string, body?: object, base = chat) => {
    const response = await fetch(base + path, {
      method,
      headers: {
        "x-forwarded-for": founderAddress(),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer: any = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const post = (path: string, token: string | undefined, body: object) => call("POST", path, token, body);
  const operator = secrets.CHORUS_OPERATOR_KEY;
  const found = async () => {
    const slug = `fuzz-${randomUUID()}`.slice(0, 30);
    const owner = { name: "Olivia", email: `owner@${slug}.test`, password: PASSWORD };
    const { tenant } = await post("/api/v1/tenants", operator, { name: slug, slug, owner });
    return { tenant, slug, email: owner.email };
  };
  const { tenant, slug, email } = await found();
  const { tenant: spare } = await found();
  const signIn = async (address: string) =>
    (await post("/api/v1/auth/login", undefined, { tenant: slug, email: address, password: PASSWORD }))
      .accessToken as string;
  const owner = await signIn(email);
  const cookie = async () => {
    const body = JSON.stringify({ tenant: slug, email, password: PASSWORD });
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${chat}/api/v1/auth/login`, { method: "POST", headers, body });
    return response.headers.get("set-cookie")?.split(";")[0] ?? "";
  };
  const person = async (role: string) => {
    const address = `${role}@${slug}.test`;
    const { id } = await post("/api/v1/users", owner, { name: role, email: address, role, password: PASSWORD });
    return { id: id as string, token: await signIn(address) };
  };
  const [admin, supervisor, agent] = [await person("admin"), await person("supervisor"), await person("agent")];
  const profile = { name: "Cara", email: `cara@${slug}.test` };
  const visitor = await post("/api/v1/widget/sessions", undefined, { tenantKey: tenant.widgetKey, profile });
  const customer = visitor.accessToken as string;
  const started = await post("/api/v1/conversations", customer, {
    message: { clientMessageId: randomUUID(), body: "Hello?" },
  });
  const conversationId = started.conversation.id as string;
  const sentMessage = await post(`/api/v1/conversations/${conversationId}/messages`, agent.token, {
    clientMessageId: randomUUID(),
    body: "Hi",
  });
  const team = await post("/api/v1/teams", owner, { name: "Support", memberIds: [agent.id] });
  const key = await post("/api/v1/api-keys", owner, {
    name: "key",
    scopes: ["admin", ...API_KEY_SCOPES.filter((scope) => !/conversations|messages/.test(scope))],
  });
  const sold = await shopOf((method, path, body) => call(method, path, owner, body, shop), visitor.customer.id);
  const sessions = await call("GET", `/api/v1/users/${agent.id}/sessions`, owner);
  const people = [admin.id, supervisor.id, agent.id];
  const cursors = [
    ...[
      "/api/v1/users?limit=1",
      "/api/v1/audit-log?limit=1",
      `/api/v1/conversations/${conversationId}/events?limit=1`,
    ].map((path) => call("GET", path, owner)),
  ];
  return {
    cookie: await cookie(),
    tokens: {
      owner,
      admin: admin.token,
      supervisor: supervisor.token,
      agent: agent.token,
      customer,
      key: key.secret,
      operator,
    },
    known: {
      ids: {
        "": [randomUUID(), conversationId, agent.id],
        conversationId: [conversationId],
        customerId: [visitor.customer.id],
        messageId: [sentMessage.id, started.message.id],
        userId: people,
        agentId: people,
        memberId: people,
        assignee: ["me", "none", agent.id],
        teamId: [team.id],
        apiKeyId: [key.apiKey.id],
        sessionId: [sessions.items[0].id],
        // Of a tenant that nobody else needs.
        tenantId: [spare.id],
        tenantKey: [tenant.widgetKey],
        tenant: [slug],
        deviceToken: [visitor.deviceToken],
        type: SUMMARY_TYPES,
        ...sold,
      },
      cursors: (await Promise.all(cursors)).flatMap(({ nextCursor }) => (nextCursor ? [nextCursor as string] : [])),
    },
  };
}

/** Something to sell, a cart and an order, by the names of the fields that hold their ids. */
async function shopOf(call: (method: string, path: string, body?: object) => Promise<any>, customerId: string) {
  const product = await call("POST", "/api/v1/products", { title: "Tent" });
  const { variants } = await call("POST", `/api/v1/products/${product.id}/variants`, {
    ...{ sku: randomUUID(), price: 100, isTracked: false },
  });
  await call("POST", `/api/v1/products/${product.id}/publish`);
  const category = await call("POST", "/api/v1/categories", { name: "Tents" });
  const locations = [
    await call("POST", "/api/v1/stock/locations", { name: "Warehouse", code: "A" }),
    await call("POST", "/api/v1/stock/locations", { name: "Shop", code: "B" }),
  ].map(({ id }) => id as string);
  const fields = { kind: "percent", name: "A tenth off", value: 1_000, needsCoupon: true };
  const promotion = await call("POST", "/api/v1/promotions", fields);
  await call("POST", `/api/v1/promotions/${promotion.id}/coupons`, { code: "WELCOME10" });
  const cart = await call("POST", "/api/v1/carts", { customerId });
  await call("PUT", `/api/v1/carts/${cart.id}/lines/${variants[0].id}`, { quantity: 1 });
  const { confirmToken } = await call("POST", `/api/v1/carts/${cart.id}/quote`);
  return {
    ...{ idOrSlug: [product.id, "tent"], variantId: [variants[0].id], categoryId: [category.id], cartId: [cart.id] },
    ...{ locationId: locations, fromLocationId: locations, toLocationId: locations, confirmToken: [confirmToken] },
    ...{ promotionId: [promotion.id], code: ["WELCOME10", "welcome 10"] },
    ...{ idOrNumber: ["1001"], currency: ["EUR"], country: ["DE"], taxClass: ["standard"] },
  };
}
