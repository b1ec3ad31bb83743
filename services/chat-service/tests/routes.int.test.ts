import { randomUUID } from "node:crypto";
import { createServiceTokens } from "@chorus/auth/service-token";
import { PERMISSIONS, USER_ROLES, reachOf, type Role } from "@chorus/contracts/permissions";
import { routesOf } from "@chorus/contracts/routes/all-routes";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { expectProblem, named, pathOf, testRoutes, withoutRequestId } from "@chorus/testing/route-suite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BEHIND_PROXY, PASSWORD, startChat, type Chat, type Tenant, type Customer } from "./harness.ts";

let chat: Chat;
let tenant: Tenant;
let elsewhere: Tenant;
let customer: Customer;
const tokens = new Map<Role, string>();
let conversationId: string;
/** Real ids of another tenant, by the parameter that names them. */
let elsewhereIds: Record<string, string>;

beforeAll(async () => {
  // One owner asks for everything. Behind a proxy, so that wrong operator keys can come from several networks.
  chat = await startChat({ variables: { ...BEHIND_PROXY, WRITES_PER_PERSON: "1000000" } });
  [tenant, elsewhere] = [await chat.tenant(), await chat.tenant()];
  customer = await chat.customer(tenant);
  tokens.set("customer", customer.token);
  tokens.set("owner", tenant.owner.token);
  for (const role of USER_ROLES) if (role !== "owner") tokens.set(role, (await chat.person(tenant, role)).token);
  conversationId = await chat.conversation(customer);
  const stranger = await chat.customer(elsewhere);
  const team = { token: elsewhere.owner.token, body: { name: "Elsewhere" } };
  const strangersConversation = await chat.conversation(stranger);
  const strangersMessage = await chat.send(stranger.token, strangersConversation, "hello");
  elsewhereIds = {
    conversationId: strangersConversation,
    messageId: strangersMessage.body.id,
    userId: elsewhere.owner.id,
    customerId: stranger.id,
    apiKeyId: (
      await chat.request("POST", "/api/v1/api-keys", {
        token: elsewhere.owner.token,
        body: { name: "key", scopes: ["admin"] },
      })
    ).body.apiKey.id,
    deadTaskId: await buryTask(elsewhere.id),
    teamId: (await chat.request("POST", "/api/v1/teams", team)).body.id,
    sessionId: (
      await chat.request("GET", `/api/v1/users/${elsewhere.owner.id}/sessions`, { token: elsewhere.owner.token })
    ).body.items[0].id,
  };
});
afterAll(() => chat[Symbol.asyncDispose]());

const routes = routesOf("chat-service");

/** A dead letter of a tenant. @returns its id */
async function buryTask(tenantId: string): Promise<string> {
  const id = randomUUID();
  await chat.database.withTenant(tenantId, (tx) =>
    tx
      .insertInto("tasks")
      .values({
        ...{ tenant_id: tenantId, id, name: "notification.deliver", priority: 1, due_at: new Date() },
        ...{ payload: JSON.stringify({ deliveryId: id }), finished_at: new Date(), is_dead: true },
      })
      .execute(),
  );
  return id;
}

/** A body that fits the route, so that nothing but the caller decides. */
function bodyOf(route: RouteSpec): unknown {
  if (!route.body) return undefined;
  const bodies: Record<string, unknown> = {
    "messages.create": { clientMessageId: randomUUID(), body: "hello" },
    "conversations.transfer": { agentId: tenant.owner.id },
    "conversations.rate": { score: 5 },
    "api_keys.create": { name: "key", scopes: ["admin"] },
    "teams.create": { name: randomUUID() },
    "messages.edit": { body: "changed" },
    "users.create": { name: "New", email: `${randomUUID()}@x.test`, role: "agent" },
    "users.set_availability": { status: "away" },
    "users.change_password": { current: PASSWORD, password: "another horse battery" },
  };
  return bodies[route.id] ?? {};
}

testRoutes(
  routes,
  () => ({
    url: chat.url,
    send: chat.request,
    tokens,
    otherKeys: async () => [chat.config.secrets.operatorKey, await serviceToken()],
    ids: conversationId,
    elsewhereIds,
    bodyOf,
    tokenFor,
  }),
  { managed: new Set(["users.sessions", "users.revoke_session"]) },
);

const call = (route: RouteSpec, token: string | undefined, id = conversationId, headers = {}) =>
  chat.request(route.method, pathOf(route, id), { token, body: bodyOf(route), headers });

describe("every conversation route for customers", () => {
  const own = routes.filter(
    (route) =>
      ["customer", "member"].includes(route.access) &&
      (!route.permission || reachOf("customer", route.permission) !== null) &&
      route.path.includes("{conversationId}"),
  );
  test.each(named(own))("%s: another customer's row is what a random id is", async (_, route) => {
    const stranger = (await chat.customer(tenant)).token;
    const random = await call(route, stranger, randomUUID());
    expectProblem(random, "not_found");
    expect(withoutRequestId(await call(route, stranger))).toEqual(withoutRequestId(random));
  });
});

describe("every internal and operator route", () => {
  const closed = routes.filter((route) => route.access === "service" || route.access === "operator");
  test.each(named(closed))("%s: 401 without its own key, also for an owner", async (_, route) => {
    // From a network of its own: one that has tried too many operator keys is told so instead.
    const headers = { "x-forwarded-for": `10.0.0.${1 + closed.indexOf(route)}` };
    const ask = (token?: string) => call(route, token, conversationId, headers);
    expectProblem(await ask(), "unauthenticated");
    expectProblem(await ask(tenant.owner.token), "unauthenticated");
    const wrong = route.access === "service" ? chat.config.secrets.operatorKey : await serviceToken();
    expectProblem(await ask(wrong), "unauthenticated");
  });
});

test("every permission is used by a route or granted to nobody here yet", () => {
  const used = new Set(routes.map((route) => route.permission));
  const unused = Object.keys(PERMISSIONS).filter((name) => !used.has(name as keyof typeof PERMISSIONS));
  // Checked inside verbs, or by another service, or by a route of a later issue.
  const ofTheShop = new Set(routesOf("commerce").flatMap(({ permission }) => permission ?? []));
  expect(unused.toSorted()).toEqual([...ofTheShop, "conversation.assign_others", "presence.read"].toSorted());
});

test("every conversation's and every person's id of another tenant was really one", () => {
  expect(Object.values(elsewhereIds).every((id) => /^[0-9a-f-]{36}$/.test(id))).toBe(true);
});

test("an unknown path is a problem document too, and the caller's request id comes back", async () => {
  const requestId = randomUUID();
  const answer = await chat.request("GET", "/api/v1/nothing", { headers: { "x-request-id": requestId } });
  expectProblem(answer, "not_found");
  expect(answer.body.requestId).toBe(requestId);
});

test("the description and its page are served without anything from outside", async () => {
  const { body } = await chat.request("GET", "/api/v1/openapi.json");
  const forOthers = routes.filter(({ access }) => access !== "service");
  expect(Object.keys(body.paths).length).toBe(new Set(forOthers.map((route) => route.path)).size);
  const page = await (await fetch(`${chat.url}/docs`)).text();
  expect(page).not.toMatch(/(src|href)="https?:/);
  expect(page).not.toContain("/internal/");
  for (const { id } of forOthers) expect(page).toContain(`<article id="${id}">`);
  for (const file of ["reference.css", "reference.js"])
    expect((await fetch(`${chat.url}/docs/${file}`)).status).toBe(200);
});

const serviceToken = () =>
  createServiceTokens({
    service: "websocket-gateway",
    audience: "chat-service",
    secret: chat.config.secrets.internal,
    now: () => Date.now(),
  })();

async function tokenFor(route: RouteSpec): Promise<string | undefined> {
  if (route.access === "operator") return chat.config.secrets.operatorKey;
  if (route.access === "service") return serviceToken();
  if (route.access === "public") return undefined;
  return route.access === "customer" ? customer.token : tenant.owner.token;
}
