import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { MAX_ORDERED_CHARACTERS } from "@chorus/contracts/primitives";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startWorld, type FuzzTenant, type World } from "./fuzz/fuzz-world.ts";

/** Every cursor that a list gives is taken by it, however long what it is ordered by. */

/** Four bytes. */
const letter = (at: number) => String.fromCodePoint(0x20000 + at);
const longest = (characters: number, at: number) => letter(at).repeat(characters);
const ROWS = 3;
/** The audit log is longer. */
const MOST_PAGES = 20;

/** Lists that this world leaves with a row at most; none is ordered by a text. */
const ONE_PAGE = [
  "dead_tasks.list",
  "tenants.operator_log",
  "tenants.list_latency",
  "deliveries.list",
  "orders.list",
  "sagas.list",
  "stock.list",
  "stock.list_movements",
];

let world: World;
let tenant: FuzzTenant;
const lists: RouteSpec[] = [];

beforeAll(async () => {
  world = await startWorld({});
  tenant = await world.createTestTenant();
  lists.push(...world.routes.filter(({ method, query }) => method === "GET" && query && "cursor" in query.shape));
  for (let at = 0; at < ROWS; at += 1) {
    const person = { email: `${randomUUID()}@long.test`, role: "agent", password: "correct horse battery" };
    await create("users.create", { name: longest(120, at), ...person });
    await create("teams.create", { name: longest(120, at) });
    await create("products.create", { title: longest(MAX_ORDERED_CHARACTERS, at) });
    await create("promotions.create", { name: longest(120, at), kind: "free_shipping" });
    await create("promotions.create_coupon", { code: String(at).repeat(40) });
    await create("api_keys.create", { name: longest(80, at), scopes: ["catalog:read"] });
    const profile = { name: longest(120, at) };
    const visitor = await create("widget.sessions.create", { tenantKey: tenant.known.ids["tenantKey"]?.[0], profile });
    await create("conversations.create", { customerId: visitor.customer.id });
  }
  const [cartId] = tenant.known.ids["cartId"] ?? [];
  const [confirmToken] = tenant.known.ids["confirmToken"] ?? [];
  await create("carts.complete", { confirmToken, payment: { method: "manual" } }, { cartId });
});
afterAll(() => world[Symbol.asyncDispose]());

async function create(routeId: string, body: object, ids?: Record<string, string | undefined>) {
  const route = world.routes.find(({ id }) => id === routeId);
  if (!route) throw new Error(`no route ${routeId}`);
  const response = await call(route, pathOf(route, ids), { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  expect(response.status, `${routeId}: ${text}`).toBe(201);
  return JSON.parse(text);
}

function pathOf(route: RouteSpec, ids: Record<string, string | undefined> = {}): string {
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? tenant.known.ids[name]?.[0] ?? "");
}

async function call(route: RouteSpec, path: string, init: RequestInit = {}): Promise<Response> {
  const { owner, operator } = tenant.tokens;
  const headers = new Headers({ authorization: `Bearer ${route.access === "operator" ? operator : owner}` });
  if (init.body !== undefined) headers.set("content-type", "application/json");
  if (route.idempotent) headers.set("idempotency-key", randomUUID());
  return fetch(world.urlOf(route) + path, { ...init, headers });
}

test("a list is read to its end, row by row", async () => {
  const read = new Map<string, number>();
  for (const route of lists) {
    const path = pathOf(route);
    let cursor: string | null = null;
    let pages = 0;
    do {
      const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const response = await call(route, `${path}?limit=1${query}`);
      const text = await response.text();
      expect(response.status, `${route.id}, page ${pages + 1}: ${text}`).toBe(200);
      const page: { nextCursor: string | null } = JSON.parse(text);
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== null && pages < MOST_PAGES);
    read.set(route.id, pages);
  }
  const ofOnePage = [...read].filter(([, pages]) => pages === 1).map(([id]) => id);
  expect(ofOnePage.toSorted()).toEqual(ONE_PAGE.toSorted());
});
