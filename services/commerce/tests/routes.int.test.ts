import { randomUUID } from "node:crypto";
import { ROLES, reachOf, type Role } from "@chorus/contracts/permissions";
import { routesOf } from "@chorus/contracts/routes/all-routes";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { expectProblem, named, testRoutes } from "@chorus/testing/route-suite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../chat-service/tests/harness.ts";
import { startShop, type ShopWorld } from "./harness.ts";

const routes = routesOf("commerce");

let shop: ShopWorld;
let tenant: Tenant;
let elsewhere: Tenant;
let ids: Record<string, string>;
let elsewhereIds: Record<string, string>;
let tokens: Map<Role, string>;

beforeAll(async () => {
  shop = await startShop();
  tenant = await shop.chat.tenant();
  elsewhere = await shop.chat.tenant();
  tokens = await shop.tokensOf(tenant);
  ids = await rowsOf(tenant);
  elsewhereIds = await rowsOf(elsewhere);
});
afterAll(() => shop[Symbol.asyncDispose]());

async function rowsOf(of: Tenant): Promise<Record<string, string>> {
  const { token } = of.owner;
  const { id, variantId } = await shop.product(of, { options: [{ name: "Size", values: ["S", "M", "L"] }] });
  const category = await shop.send("POST", "/api/v1/categories", { token, body: { name: `Tents ${randomUUID()}` } });
  const locationId = await shop.location(of);
  await shop.receive(of, { variantId, locationId, quantity: 10 });
  return { idOrSlug: id, variantId, categoryId: category.body.id, locationId, spare: await shop.location(of) };
}

function bodyOf(route: RouteSpec): unknown {
  if (!route.body) return undefined;
  const place = { variantId: ids["variantId"], locationId: ids["locationId"] };
  const size = [{ name: "Size", value: "M" }];
  const bodies: Record<string, unknown> = {
    "shop.patch": { ifVersion: 1 },
    "products.create": { title: "Stove" },
    // Created, given a variant and published.
    "products.patch": { ifVersion: 3 },
    "products.create_variant": { sku: randomUUID(), price: 100, options: size },
    "products.generate_variants": { skuPrefix: randomUUID(), price: 100 },
    "products.patch_variant": { ifVersion: 1 },
    "stock.create_location": { name: "Warehouse", code: randomUUID().slice(0, 20) },
    "stock.adjust": { ...place, quantity: 3, reason: "delivery" },
    "stock.transfer": {
      variantId: ids["variantId"],
      fromLocationId: ids["locationId"],
      toLocationId: ids["spare"],
      quantity: 1,
    },
    "stock.count": { ...place, counted: 5 },
    "categories.create": { name: "Stoves", slug: `stoves-${randomUUID()}` },
    "categories.patch": { ifVersion: 1 },
  };
  return bodies[route.id];
}

testRoutes(routes, () => ({
  ...{ url: shop.url, send: shop.send, tokens, ids, elsewhereIds, bodyOf },
  otherKeys: async () => [
    shop.chat.config.secrets.operatorKey,
    await shop.serviceToken(),
    `chorus_key_${randomUUID()}`,
  ],
  tokenFor: async (route) => tokens.get(route.access === "customer" ? "customer" : "owner"),
}));

const withIds = (route: RouteSpec, known: Record<string, string>) =>
  route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? "no-such-parameter");

describe("API keys", () => {
  const scopes = ["catalog:read", "catalog:write", "stock:write"] as const;
  test.each(named(routes))(
    "%s: 403 for a key without its scope, and for one of another tenant what a random id is",
    async (_, route) => {
      const key = await shop.apiKey(tenant, ["conversations:read"]);
      expectProblem(
        await shop.send(route.method, withIds(route, ids), { token: key, body: bodyOf(route) }),
        "forbidden",
      );
      const own = await shop.apiKey(elsewhere, [...scopes]);
      const answer = await shop.send(route.method, withIds(route, ids), { token: own, body: bodyOf(route) });
      expect(answer.text).not.toContain(tenant.id);
      const [success] = Object.keys(route.responses).map(Number);
      const namesRow = route.path.includes("{") || /stock.(adjust|transfer|count)/.test(route.id);
      expect(answer.status).toBe(namesRow ? 404 : success);
    },
  );

  test("a key that has ended, and one of a suspended company, are let in no more", async () => {
    const gone = await shop.chat.tenant();
    const key = await shop.apiKey(gone, ["catalog:read"]);
    const read = () => shop.send("GET", "/api/v1/products", { token: key });
    expect((await read()).status).toBe(200);
    const { body } = await shop.chat.request("GET", "/api/v1/api-keys", { token: gone.owner.token });
    await shop.chat.request("DELETE", `/api/v1/api-keys/${body.items[0].id}`, { token: gone.owner.token });
    await expect.poll(async () => (await read()).status, { timeout: 5_000 }).toBe(401);
  });
});

describe("another tenant", () => {
  test.each(named(routes.filter(({ method }) => method === "GET")))(
    "%s shows nothing of this one",
    async (_, route) => {
      const answer = await shop.send("GET", withIds(route, elsewhereIds), { token: elsewhere.owner.token });
      expect(answer.status).toBe(200);
      for (const secret of [...Object.values(ids), tenant.id]) expect(answer.text).not.toContain(secret);
    },
  );
});

describe("every route, for whom it is", () => {
  const allowed = routes.flatMap((route) =>
    ROLES.filter((role) => mayCall(route, role)).map((role) => [route.id, role, route] as const),
  );
  test.each(allowed)("%s does it for %s", async (id, role, route) => {
    const fresh = await rowsOf(tenant);
    const { body: settings } = await shop.send("GET", "/api/v1/shop", { token: tokens.get("owner") });
    const body = id === "shop.patch" ? { ifVersion: settings.version } : bodyOf(route);
    const answer = await shop.send(route.method, withIds(route, fresh), { token: tokens.get(role), body });
    const [success] = Object.keys(route.responses).map(Number);
    expect(answer.status).toBe(success);
    const schema = route.responses[answer.status];
    expect(schema?.safeParse(answer.body).error).toBeUndefined();
  });

  function mayCall(route: RouteSpec, role: Role): boolean {
    if (role === "customer" && route.access === "user") return false;
    return !route.permission || reachOf(role, route.permission) !== null;
  }
});
