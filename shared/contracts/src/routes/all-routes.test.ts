import { expect, test } from "vitest";
import { openApiDocument } from "../documents/openapi.ts";
import { ALL_ROUTES } from "./all-routes.ts";

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
    if (["public", "operator", "service"].includes(route.access)) expect(route.permission).toBeUndefined();
  },
);

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
