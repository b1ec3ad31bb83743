import { randomUUID } from "node:crypto";
import type { Database } from "@chorus/database/database";
import { PERMISSIONS, ROLES, reachOf, type Role } from "@chorus/contracts/permissions";
import { routesOf } from "@chorus/contracts/routes/all-routes";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { expectProblem, named, testRoutes, withoutRequestId } from "@chorus/testing/route-suite";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../chat-service/tests/harness.ts";
import { startShop, type ShopWorld } from "./harness.ts";

const routes = routesOf("commerce");
const SHOP_SCOPES = ["catalog:read", "catalog:write", "stock:write", "orders:read", "orders:write", "refunds:write"];

const WHERE = { name: "Cara", line1: "Main Street 1", postalCode: "10115", city: "Berlin", country: "DE" };

let shop: ShopWorld;
let owner: Database;
let tenant: Tenant;
let elsewhere: Tenant;
let ids: Record<string, string>;
let elsewhereIds: Record<string, string>;
let tokens: Map<Role, string>;
/** Of this tenant, for something else; and of the other one, for all of the shop. */
let keyWithoutScope: string;
let keyElsewhere: string;
const placesByTenant = new Map<string, { locationId: string; spare: string }>();
/** Of this tenant, each with one scope. */
const keysByScope = new Map<string, string>();
/** Whose carts and orders they are. */
let customer: { id: string; token: string };

beforeAll(async () => {
  shop = await startShop();
  owner = openAsOwner(shop.chat.adminUrl);
  // Nothing moves by itself between two requests of a test.
  shop.stripe.webhooks.set({});
  tenant = await shop.chat.tenant();
  elsewhere = await shop.chat.tenant();
  tokens = await shop.tokensOf(tenant);
  // Before all that counts: writes of a person are counted over all services.
  keyWithoutScope = await shop.apiKey(tenant, ["conversations:read"]);
  keyElsewhere = await shop.apiKey(elsewhere, SHOP_SCOPES);
  for (const scope of SHOP_SCOPES) keysByScope.set(scope, await shop.apiKey(tenant, [scope]));
  customer = await shop.chat.customer(tenant);
  tokens.set("customer", customer.token);
  ids = await rowsOf(tenant, customer);
  elsewhereIds = await rowsOf(elsewhere, await shop.chat.customer(elsewhere));
});
afterAll(async () => {
  await owner.close();
  await shop[Symbol.asyncDispose]();
});

async function rowsOf(
  of: Tenant,
  who: { id: string; token: string },
  needs = { card: true, promotion: true },
): Promise<Record<string, string>> {
  const { token } = of.owner;
  const { id, variantId } = await shop.product(of, { options: [{ name: "Size", values: ["S", "M", "L"] }] });
  const category = await shop.send("POST", "/api/v1/categories", { token, body: { name: `Tents ${randomUUID()}` } });
  const { locationId, spare } = await placesOf(of);
  await shop.receive(of, { variantId, locationId, quantity: 10 });
  const { body: order } = await shop.complete(who, await shop.quoted(who, { [variantId]: 1 }));
  const cart = await shop.quoted(who, { [variantId]: 1 });
  return {
    ...(needs.card ? await paidRowsOf(of, who, variantId) : {}),
    ...(needs.promotion ? await promotionOf(of) : {}),
    ...{ idOrSlug: id, variantId, categoryId: category.body.id, locationId, spare },
    ...{ cartId: cart.id, confirmToken: cart.confirmToken, idOrNumber: order.id, customerId: who.id },
  };
}

/** What is made for the test of a route only when it asks for it: cards take time, and a shop has only so many promotions. */
const needsOf = ({ id, path }: RouteSpec) => ({
  card: id === "refunds.create" || /\{(payment|saga)Id\}/.test(path),
  promotion: /\{(promotionId|code)\}/.test(path),
});

async function promotionOf({ owner: { token } }: Tenant) {
  const body = { kind: "percent", name: "A tenth off", value: 1_000, needsCoupon: true };
  const { body: promotion } = await shop.send("POST", "/api/v1/promotions", { token, body });
  const code = randomUUID().toUpperCase();
  await shop.send("POST", `/api/v1/promotions/${promotion.id}/coupons`, { token, body: { code } });
  return { promotionId: promotion.id as string, code };
}

async function paidRowsOf({ owner: { token } }: Tenant, who: { token: string }, variantId: string) {
  const { body: paid } = await shop.payByCard(who, await shop.quoted(who, { [variantId]: 1 }));
  const { body: payments } = await shop.send("GET", `/api/v1/orders/${paid.id}/payments`, { token });
  // Whom the card belongs to has to agree: nobody does.
  const asked = { card: "pm_card_authenticationRequired" };
  const waiting = await shop.payByCard(who, await shop.quoted(who, { [variantId]: 1 }), asked);
  const { body: sagas } = await shop.send("GET", "/api/v1/sagas?state=waiting", { token });
  const saga = sagas.items.find(({ orderId }: { orderId: string }) => orderId === waiting.body.orderId);
  const { body: taken } = await shop.payByCard(who, await shop.quoted(who, { [variantId]: 1 }));
  const { body: takenBy } = await shop.send("GET", `/api/v1/orders/${taken.id}/payments`, { token });
  const capture = `/api/v1/payments/${takenBy.items[0].id}/capture`;
  await sendWithKey("POST", capture, { token, body: {} });
  return {
    ...{ paymentId: payments.items[0].id as string, sagaId: saga.id as string },
    takenOrderId: taken.id as string,
  };
}

/** Nothing else can be skipped. */
const stickGivingBack = (sagaId: string) =>
  owner.statement("", "update commerce.sagas set state = 'stuck', is_reverting = true where id = $1", [sagaId]);

/** Made once for each tenant, which has only so many. */
async function placesOf(of: Tenant): Promise<{ locationId: string; spare: string }> {
  const places = placesByTenant.get(of.id) ?? { locationId: await shop.location(of), spare: await shop.location(of) };
  placesByTenant.set(of.id, places);
  return places;
}

function bodyOf(route: RouteSpec, of = ids): unknown {
  if (!route.body) return undefined;
  const place = { variantId: of["variantId"], locationId: of["locationId"] };
  const size = [{ name: "Size", value: "M" }];
  const bodies: Record<string, unknown> = {
    "shop.patch": { ifVersion: 1 },
    "products.create": { title: "Stove" },
    "products.import": { csv: "slug,sku,title\nstove,,Stove" },
    // Created, given a variant and published.
    "products.patch": { ifVersion: 3 },
    "products.create_variant": { sku: randomUUID(), price: 100, options: size },
    "products.generate_variants": { skuPrefix: randomUUID(), price: 100 },
    "products.patch_variant": { ifVersion: 1 },
    "promotions.create": { kind: "free_shipping", name: "Free shipping" },
    "promotions.patch": { ifVersion: 1 },
    "promotions.create_coupon": { code: randomUUID() },
    "carts.create": { customerId: of["customerId"] },
    "carts.set_line": { quantity: 2 },
    "carts.set_address": WHERE,
    "carts.complete": { confirmToken: of["confirmToken"], payment: { method: "manual" } },
    "payments.capture": { amount: 100 },
    "refunds.create": { orderId: of["takenOrderId"], amount: 100, reason: "arrived broken" },
    "orders.add_note": { body: "Wants it before Friday" },
    "orders.set_tags": { tags: ["gift"] },
    "orders.hold": { reason: "the customer asked" },
    "orders.cancel": { reason: "by mistake" },
    "stock.create_location": { name: "Warehouse", code: randomUUID().slice(0, 20) },
    "stock.patch_location": { rank: 0 },
    "stock.adjust": { ...place, quantity: 3, reason: "delivery" },
    "stock.transfer": {
      variantId: of["variantId"],
      fromLocationId: of["locationId"],
      toLocationId: of["spare"],
      quantity: 1,
    },
    "stock.count": { ...place, counted: 5 },
    "categories.create": { name: "Stoves", slug: `stoves-${randomUUID()}` },
    "categories.patch": { ifVersion: 1 },
  };
  return bodies[route.id];
}

testRoutes(routes, () => ({
  ...{ url: shop.url, send: sendWithKey, tokens, ids, elsewhereIds, bodyOf: (route: RouteSpec) => bodyOf(route) },
  otherKeys: async () => [
    shop.chat.config.secrets.operatorKey,
    await shop.serviceToken(),
    `chorus_key_${randomUUID()}`,
  ],
  tokenFor: async (route) => tokens.get(route.access === "customer" ? "customer" : "owner"),
}));

/** What a route answers the first time. */
const successOf = (route: RouteSpec) =>
  Math.max(
    ...Object.keys(route.responses)
      .map(Number)
      .filter((status) => status !== 202),
  );
const hasNoScope = ({ permission }: RouteSpec) => permission !== undefined && PERMISSIONS[permission].scope === null;

/** Whoever forgets the key of an order is told so before anything else: not what these tests ask. */
const sendWithKey: ShopWorld["send"] = (method, path, input) =>
  shop.send(method, path, { ...input, headers: { "idempotency-key": randomUUID(), ...input?.headers } });

const withIds = (route: RouteSpec, known: Record<string, string>) =>
  route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? "no-such-parameter");

describe("API keys", () => {
  test.each(named(routes))(
    "%s: 403 for a key without its scope, and for one of another tenant what a random id is",
    async (_, route) => {
      expectProblem(
        await sendWithKey(route.method, withIds(route, ids), { token: keyWithoutScope, body: bodyOf(route) }),
        "forbidden",
      );
      const answer = await sendWithKey(route.method, withIds(route, ids), { token: keyElsewhere, body: bodyOf(route) });
      expect(answer.text).not.toContain(tenant.id);
      const namesRow =
        route.path.includes("{") || /stock.(adjust|transfer|count)|(carts|refunds).create/.test(route.id);
      expect(answer.status).toBe(hasNoScope(route) ? 403 : namesRow ? 404 : successOf(route));
    },
  );

  const byScope = SHOP_SCOPES.flatMap((scope) => routes.map((route) => [scope, route.id, route] as const));
  const isGranted = (scope: string, { permission }: RouteSpec) =>
    permission !== undefined && PERMISSIONS[permission].scope === scope;

  test.each(byScope.filter(([scope, , route]) => !isGranted(scope, route)))(
    "with %s alone %s is refused",
    async (scope, _, route) => {
      const token = keysByScope.get(scope);
      expectProblem(await sendWithKey(route.method, withIds(route, ids), { token, body: bodyOf(route) }), "forbidden");
    },
  );

  test.each(byScope.filter(([scope, , route]) => isGranted(scope, route)))(
    "with %s alone %s is done, and shows who it is for to those who may read orders",
    async (scope, id, route) => {
      const fresh = await addressed(await rowsOf(tenant, customer, needsOf(route)));
      const path = withIds(route, fresh);
      if (id === "orders.release") await sendWithKey("POST", path.replace("release", "hold"), HOLD());
      const { body: settings } = await shop.send("GET", "/api/v1/shop", { token: tenant.owner.token });
      const body = id === "shop.patch" ? { ifVersion: settings.version } : bodyOf(route, fresh);
      const answer = await sendWithKey(route.method, path, { token: keysByScope.get(scope), body });
      expect(answer.status).toBe(successOf(route));
      expect(route.responses[answer.status]?.safeParse(answer.body).error).toBeUndefined();
      const isShown = /Cara|Main Street|vip/.test(answer.text);
      expect(isShown && scope !== "orders:read").toBe(false);
    },
  );

  test("who may read orders sees whose they are and where they go", async () => {
    const { idOrNumber } = await addressed(await rowsOf(tenant, customer, { card: false, promotion: false }));
    const { body } = await shop.send("GET", `/api/v1/orders/${idOrNumber}`, { token: keysByScope.get("orders:read") });
    expect(body).toMatchObject({ customer: { name: "Cara" }, addresses: { shipping: WHERE }, tags: ["vip"] });
  });

  test("every route is asked with a scope that it needs", () => {
    const granted = byScope.filter(([scope, , route]) => isGranted(scope, route));
    const reachable = routes.filter((route) => !hasNoScope(route));
    expect(granted.map(([, id]) => id).toSorted()).toEqual(reachable.map(({ id }) => id).toSorted());
  });

  /** The same with a cart and an order that know where they go, and a label. */
  async function addressed(of: Record<string, string>): Promise<Record<string, string>> {
    const { token } = tenant.owner;
    const { path } = await shop.quoted(customer, { [of["variantId"]!]: 1 });
    const quotes = [];
    for (const cart of [path, `/api/v1/carts/${of["cartId"]}`]) {
      await shop.send("PUT", `${cart}/address`, { token: customer.token, body: WHERE });
      quotes.push(await shop.send("POST", `${cart}/quote`, { token: customer.token }));
    }
    const [first, second] = quotes.map(({ body }) => body.confirmToken as string);
    const { body: order } = await shop.complete(customer, { path, confirmToken: first! });
    await shop.send("PUT", `/api/v1/orders/${order.id}/tags`, { token, body: { tags: ["vip"] } });
    return { ...of, idOrNumber: order.id, confirmToken: second! };
  }

  test("a key that has ended, and one of a suspended company, are let in no more", async () => {
    const gone = await shop.chat.tenant();
    const key = await shop.apiKey(gone, ["catalog:read"]);
    const read = () => shop.send("GET", "/api/v1/products", { token: key });
    expect((await read()).status).toBe(200);
    const { body } = await shop.chat.request("GET", "/api/v1/api-keys", { token: gone.owner.token });
    await shop.chat.request("DELETE", `/api/v1/api-keys/${body.items[0].id}`, { token: gone.owner.token });
    await expect.poll(async () => (await read()).status, { timeout: 5_000 }).toBe(401);
    const other = await shop.apiKey(gone, ["catalog:read"]);
    const operator = { token: shop.chat.config.secrets.operatorKey };
    await shop.chat.request("POST", `/api/v1/tenants/${gone.id}/suspend`, operator);
    expectProblem(await shop.send("GET", "/api/v1/products", { token: other }), "tenant_suspended");
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

const HOLD = () => ({ token: tenant.owner.token, body: { reason: "the customer asked" } });

describe("another customer", () => {
  const own = routes.filter(
    ({ permission, path }) => permission && reachOf("customer", permission) === "own" && path.includes("{"),
  );
  const ofPeople = own.filter(({ access, path }) => access === "member" && /carts|orders/.test(path));
  test.each(named(ofPeople))("%s: what is not theirs is what a random id is", async (_, route) => {
    const token = (await shop.chat.customer(tenant)).token;
    const ask = (known: Record<string, string>) =>
      sendWithKey(route.method, withIds(route, known), { token, body: bodyOf(route) });
    const random = await ask({ ...ids, cartId: randomUUID(), idOrNumber: randomUUID() });
    expectProblem(random, "not_found");
    expect(withoutRequestId(await ask(ids))).toEqual(withoutRequestId(random));
  });

  test("sees no order of anybody else, whatever they ask for", async () => {
    const token = (await shop.chat.customer(tenant)).token;
    for (const query of ["", `?customerId=${customer.id}`, "?q=Cara"])
      expect((await shop.send("GET", `/api/v1/orders${query}`, { token })).body.items).toEqual([]);
  });
});

describe("every route, for whom it is", () => {
  const allowed = routes.flatMap((route) =>
    ROLES.filter((role) => mayCall(route, role)).map((role) => [route.id, role, route] as const),
  );
  test.each(allowed)("%s does it for %s", async (id, role, route) => {
    const fresh = await rowsOf(tenant, customer, needsOf(route));
    const path = withIds(route, fresh);
    const { body: settings } = await shop.send("GET", "/api/v1/shop", { token: tokens.get("owner") });
    const body = id === "shop.patch" ? { ifVersion: settings.version } : bodyOf(route, fresh);
    if (id === "orders.release") await sendWithKey("POST", path.replace("release", "hold"), HOLD());
    if (id === "sagas.skip") await stickGivingBack(fresh["sagaId"]!);
    const answer = await sendWithKey(route.method, path, { token: tokens.get(role), body });
    expect(answer.status).toBe(successOf(route));
    const schema = route.responses[answer.status];
    expect(schema?.safeParse(answer.body).error).toBeUndefined();
  });

  function mayCall(route: RouteSpec, role: Role): boolean {
    if (role === "customer" && route.access === "user") return false;
    return !route.permission || reachOf(role, route.permission) !== null;
  }
});
