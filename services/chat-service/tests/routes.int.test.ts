import { randomUUID } from "node:crypto";
import { createServiceTokens } from "@chorus/auth/service-token";
import { ERRORS, Problem, type ErrorCode } from "@chorus/contracts/errors";
import { PERMISSIONS, ROLES, USER_ROLES, reachOf, type Role } from "@chorus/contracts/permissions";
import { routesOf } from "@chorus/contracts/routes/all-routes";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChat, type Answer, type Chat, type Company, type Customer } from "./harness.ts";

let chat: Chat;
let company: Company;
let elsewhere: Company;
let customer: Customer;
const tokens = new Map<Role, string>();
let conversationId: string;
/** Real ids of another company, by the parameter that names them. */
let elsewhereIds: Record<string, string>;

beforeAll(async () => {
  chat = await startChat();
  [company, elsewhere] = [await chat.company(), await chat.company()];
  customer = await chat.customer(company);
  tokens.set("customer", customer.token);
  tokens.set("owner", company.owner.token);
  for (const role of USER_ROLES) if (role !== "owner") tokens.set(role, (await chat.person(company, role)).token);
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
    teamId: (await chat.request("POST", "/api/v1/teams", team)).body.id,
    sessionId: (
      await chat.request("GET", `/api/v1/users/${elsewhere.owner.id}/sessions`, { token: elsewhere.owner.token })
    ).body.items[0].id,
  };
});
afterAll(() => chat[Symbol.asyncDispose]());

const routes = routesOf("chat-service");
const peopleRoutes = routes.filter((route) => ["user", "customer", "member"].includes(route.access));
const named = (list: readonly RouteSpec[]) => list.map((route) => [route.id, route] as const);

/** With one id for every parameter, or one each. */
function pathOf(route: RouteSpec, id: string | Record<string, string>): string {
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    typeof id === "string" ? id : (id[name] ?? "no-such-parameter"),
  );
}

/** About oneself they are everybody's; these tests ask about others. */
const OTHERS_ARE_MANAGED = new Set(["users.sessions", "users.revoke_session"]);

function expectProblem(answer: Answer, code: ErrorCode): void {
  expect(answer.body).toMatchObject({ code, status: ERRORS[code].status });
  expect(answer.status).toBe(ERRORS[code].status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(Problem.parse(answer.body).requestId).toBe(answer.headers.get("x-request-id"));
}

/** A body that fits the route, so that nothing but the caller decides. */
function bodyOf(route: RouteSpec): unknown {
  if (!route.body) return undefined;
  const bodies: Record<string, unknown> = {
    "messages.create": { clientMessageId: randomUUID(), body: "hello" },
    "conversations.transfer": { agentId: company.owner.id },
    "conversations.rate": { score: 5 },
    "api_keys.create": { name: "key", scopes: ["admin"] },
    "teams.create": { name: randomUUID() },
    "messages.edit": { body: "changed" },
    "users.create": { name: "New", email: `${randomUUID()}@x.test`, role: "agent" },
    "users.set_availability": { status: "away" },
  };
  return bodies[route.id] ?? {};
}

const call = (
  route: RouteSpec,
  token: string | undefined,
  id: string | Record<string, string> = conversationId,
  body = bodyOf(route),
) => chat.request(route.method, pathOf(route, id), { token, body });

describe("every route for people", () => {
  test.each(named(peopleRoutes))(
    "%s: 401 without a token, with a broken one, and with an operator's or service's",
    async (_, route) => {
      expectProblem(await call(route, undefined), "unauthenticated");
      expectProblem(await call(route, "no.such.token"), "unauthenticated");
      expectProblem(await call(route, chat.config.secrets.operatorKey), "unauthenticated");
      expectProblem(await call(route, await serviceToken()), "unauthenticated");
    },
  );

  const refused = peopleRoutes.flatMap((route) =>
    ROLES.filter((role) => !mayCall(route, role)).map((role) => [route.id, role, route] as const),
  );
  test.each(refused)("%s: 403 for %s, the same for a real and a random id", async (_id, role, route) => {
    const real = await call(route, tokens.get(role));
    expectProblem(real, "forbidden");
    expect(withoutRequestId(await call(route, tokens.get(role), randomUUID()))).toEqual(withoutRequestId(real));
  });

  const rowRoutes = peopleRoutes.filter((route) => route.path.includes("{"));
  const masked = rowRoutes.flatMap((route) =>
    ROLES.filter((role) => mayCall(route, role)).map((role) => [route.id, role, route] as const),
  );
  test.each(masked)(
    "%s: another tenant's row is for %s what a random id is, byte for byte",
    async (_id, role, route) => {
      const random = await call(route, tokens.get(role), randomUUID());
      expectProblem(random, "not_found");
      expect(withoutRequestId(await call(route, tokens.get(role), elsewhereIds))).toEqual(withoutRequestId(random));
      expect(withoutRequestId(await call(route, tokens.get(role), "not-an-id"))).toEqual(withoutRequestId(random));
    },
  );

  test.each(named(rowRoutes.filter((route) => mayCall(route, "customer") && route.path.includes("{conversationId}"))))(
    "%s: another customer's row is what a random id is",
    async (_, route) => {
      const stranger = (await chat.customer(company)).token;
      const random = await call(route, stranger, randomUUID());
      expectProblem(random, "not_found");
      expect(withoutRequestId(await call(route, stranger))).toEqual(withoutRequestId(random));
    },
  );
});

describe("every route with a body", () => {
  test.each(named(routes.filter((route) => route.body)))(
    "%s: 422 names the fields, 415 and 413 say what to send",
    async (_, route) => {
      const token = await tokenFor(route);
      const path = pathOf(route, conversationId);
      const unknown = await call(route, token, conversationId, { surprise: true });
      expectProblem(unknown, "invalid");
      expect(JSON.stringify(unknown.body.errors)).toContain("surprise");
      expectProblem(
        await chat.request(route.method, path, {
          token,
          body: "{broken",
          headers: { "content-type": "application/json" },
        }),
        "invalid",
      );
      expectProblem(
        await chat.request(route.method, path, { token, body: "a=b", headers: { "content-type": "text/plain" } }),
        "unsupported_media_type",
      );
      const huge = JSON.stringify({ text: "x".repeat(5 * 1024 * 1024) });
      expectProblem(
        await chat.request(route.method, path, { token, body: huge, headers: { "content-type": "application/json" } }),
        "payload_too_large",
      );
    },
  );
});

describe("every internal and operator route", () => {
  const closed = routes.filter((route) => route.access === "service" || route.access === "operator");
  test.each(named(closed))("%s: 401 without its own key, also for an owner", async (_, route) => {
    expectProblem(await call(route, undefined), "unauthenticated");
    expectProblem(await call(route, company.owner.token), "unauthenticated");
    const wrong = route.access === "service" ? chat.config.secrets.operatorKey : await serviceToken();
    expectProblem(await call(route, wrong), "unauthenticated");
  });
});

test("every permission is used by a route or granted to nobody here yet", () => {
  const used = new Set(routes.map((route) => route.permission));
  const unused = Object.keys(PERMISSIONS).filter((name) => !used.has(name as keyof typeof PERMISSIONS));
  // Checked inside verbs, or by another service, or by a route of a later issue.
  expect(unused.toSorted()).toEqual(["conversation.assign_others", "presence.read"]);
});

test("every conversation's and every person's id of another company was really one", () => {
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
  expect(Object.keys(body.paths).length).toBe(new Set(routes.map((route) => route.path)).size);
  const page = await fetch(`${chat.url}/docs`);
  expect(await page.text()).not.toMatch(/(src|href)="https?:/);
  expect((await fetch(`${chat.url}/docs/swagger-ui-bundle.js`)).status).toBe(200);
});

function mayCall(route: RouteSpec, role: Role): boolean {
  if (role === "customer" ? route.access === "user" : route.access === "customer") return false;
  const permission = OTHERS_ARE_MANAGED.has(route.id) ? "people.manage" : route.permission;
  return !permission || reachOf(role, permission) !== null;
}

function withoutRequestId(answer: Answer): unknown {
  return { status: answer.status, text: answer.text.replace(/"requestId":"[^"]*"/, "") };
}

const serviceToken = () =>
  createServiceTokens({ service: "test", secret: chat.config.secrets.internal, now: () => Date.now() })();

async function tokenFor(route: RouteSpec): Promise<string | undefined> {
  if (route.access === "operator") return chat.config.secrets.operatorKey;
  if (route.access === "service") return serviceToken();
  if (route.access === "public") return undefined;
  return route.access === "customer" ? customer.token : company.owner.token;
}
