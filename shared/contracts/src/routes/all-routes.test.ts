import { expect, test } from "vitest";
import { openApiDocument } from "../documents/openapi.ts";
import { ALL_ROUTES } from "./all-routes.ts";
import { hasDefaultLimit, hasReadShare, hasWriteShare, type RouteSpec } from "./define-route.ts";

test("ids and method-path pairs are unique", () => {
  const ids = ALL_ROUTES.map((route) => route.id);
  const places = ALL_ROUTES.map((route) => `${route.method} ${route.path}`);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(places).size).toBe(places.length);
});

test.each(ALL_ROUTES.map((route) => [route.id, route] as const))(
  "%s: path, parameters and access agree",
  (_, route) => {
    const named = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(named).toEqual(Object.keys(route.params?.shape ?? {}));
    expect(route.path.startsWith("/internal/v1/")).toBe(route.access === "service");
    // A permission says what a role may do; a route for no role has none.
    const isForARole = !["public", "operator", "service"].includes(route.access);
    expect(isForARole || route.permission === undefined).toBe(true);
  },
);

/** Reached by people, so that one of them could do it a thousand times. */
const isWrittenByPeople = ({ method, access }: RouteSpec) =>
  method !== "GET" && access !== "operator" && access !== "service";

test("every writing route has the default limit, but for those that name their own", () => {
  const others = ALL_ROUTES.filter((route) => isWrittenByPeople(route) && !hasDefaultLimit(route));
  expect(others.map(({ id }) => id)).toEqual([
    "conversations.create",
    "messages.create",
    "messages.edit",
    "messages.delete",
  ]);
  for (const { ownLimit } of others) expect(ownLimit).toBe("counted as a send, as on a socket");
});

test("every reading route runs in the share of its reader, but for those that say why not", () => {
  const isReadByPeople = ({ method, access }: RouteSpec) =>
    method === "GET" && access !== "operator" && access !== "service";
  const others = ALL_ROUTES.filter((route) => isReadByPeople(route) && !hasReadShare(route));
  expect(others.map(({ id, ownTurn }) => [id, ownTurn])).toEqual([
    ["auth.jwks", "from memory, for services that check tokens"],
    ["search.semantic", "has a queue of its own"],
    ["search.similar", "has a queue of its own"],
  ]);
});

test("every writing route runs in the share of its writer, but for those that say why not", () => {
  const others = ALL_ROUTES.filter((route) => isWrittenByPeople(route) && !hasWriteShare(route));
  const PASSWORDS = "passwords have a queue of their own";
  expect(others.map(({ id, bytes, ownTurn }) => [id, bytes ? "the bytes of a file" : ownTurn])).toEqual([
    ["auth.login", PASSWORDS],
    ["auth.password.reset", PASSWORDS],
    ["sign_up.confirm", PASSWORDS],
    ["users.create", PASSWORDS],
    ["users.change_password", PASSWORDS],
    ["users.set_photo", "the bytes of a file"],
    ["providers.test", "waits for a model"],
  ]);
});

test("the OpenAPI description refers only to schemas it has", () => {
  for (const service of ["chat-service", "presence-service"] as const) {
    const document = openApiDocument(service) as { components: { schemas: object } };
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      (match) => match[1],
    );
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((name) => !Object.hasOwn(document.components.schemas, name ?? ""))).toEqual([]);
  }
});
