import { expect, test } from "vitest";
import { customer, locationId, owner, productId, shop, tenant, variantId, withStockedShop } from "./stocked-shop.ts";
import { untilAnswered } from "./until-answered.ts";

withStockedShop({ units: 0 });

const receive = (quantity: number) => shop.receive(tenant, { variantId, locationId, quantity });
const levelOf = async (id: string) => {
  const { body } = await shop.send("GET", `/api/v1/stock?variantId=${id}`, { token: tenant.owner.token });
  return body.items[0];
};
const quoteAgain = async ({ path }: { path: string }) =>
  (await untilAnswered(() => shop.send("POST", `${path}/quote`, { token: customer.token }))).body;

test("an anonymous customer holds a quarter of what there is, in one cart, and leaves the rest to others", async () => {
  await receive(3_000);
  const carts = [];
  for (let at = 0; at < 3; at += 1) carts.push(await shop.quoted(customer, { [variantId]: 1_000 }));
  for (const { quote } of carts) expect(quote.lines).toMatchObject([{ quantity: 1_000, held: 750 }]);
  expect(await levelOf(variantId)).toMatchObject({ held: 750, available: 2_250 });
  const other = await shop.quoted(await shop.chat.customer(tenant), { [variantId]: 1 });
  expect(other.quote.lines).toMatchObject([{ quantity: 1, held: 1 }]);
  // What is not held can be ordered while it is there.
  expect((await shop.complete(customer, carts[0]!)).status).toBe(201);
  expect(await levelOf(variantId)).toMatchObject({ allocated: 1_000, held: 751 });
});

test("a few units can be held of anything, and who is signed in holds all that they want", async () => {
  await receive(8);
  expect((await shop.quoted(customer, { [variantId]: 4 })).quote.lines).toMatchObject([{ held: 4 }]);
  expect((await shop.quoted(customer, { [variantId]: 7 })).quote.lines).toMatchObject([{ quantity: 7, held: 5 }]);
  await owner.statement("", "update customers set external_id = 'c-7' where id = $1", [customer.id]);
  expect((await shop.quoted(customer, { [variantId]: 7 })).quote.lines).toMatchObject([{ quantity: 7, held: 7 }]);
  expect(await levelOf(variantId)).toMatchObject({ held: 7 });
});

test("another cart's quote ends what the first held, also of something else, and the first can still be ordered", async () => {
  await receive(5);
  const second = await shop.product(tenant);
  await shop.receive(tenant, { variantId: second.variantId, locationId, quantity: 5 });
  const first = await shop.quoted(customer, { [variantId]: 2 });
  await shop.quoted(customer, { [second.variantId]: 3 });
  expect(await levelOf(variantId)).toMatchObject({ held: 0 });
  expect(await levelOf(second.variantId)).toMatchObject({ held: 3 });
  expect((await shop.complete(customer, first)).status).toBe(201);
  const uncounted = await shop.product(tenant, { isTracked: false });
  const last = await shop.quoted(customer, { [uncounted.variantId]: 1 });
  expect(last.quote).toMatchObject({ lines: [{ held: 0 }], heldUntil: null });
  expect(await levelOf(second.variantId)).toMatchObject({ held: 0 });
});

test("what a customer holds themselves is there for them, in their carts and in the shop, and for nobody else", async () => {
  await receive(3);
  await shop.quoted(customer, { [variantId]: 3 });
  const asked = async ({ token }: { token: string }) => {
    const other = await shop.send("POST", "/api/v1/carts", { token, body: {} });
    const line = `/api/v1/carts/${other.body.id}/lines/${variantId}`;
    const cart = await shop.send("PUT", line, { token, body: { quantity: 3 } });
    const product = await shop.send("GET", `/api/v1/products/${productId}`, { token });
    const { body: list } = await shop.send("GET", "/api/v1/products?inStock=true", { token });
    return [
      cart.body.lines[0].inStock,
      product.body.inStock,
      product.body.variants[0].inStock,
      list.items.length === 1,
    ];
  };
  expect(await asked(customer)).toEqual([true, true, true, true]);
  expect(await asked(await shop.chat.customer(tenant))).toEqual([false, false, false, false]);
});

test("a shop says who may order before anything is paid: everybody, who is signed in, or the desk alone", async () => {
  await receive(10);
  const asDesk = { token: tenant.owner.token };
  const allow = async (manualOrders: string) => {
    const { body: before } = await shop.send("GET", "/api/v1/shop", asDesk);
    const body = { ifVersion: before.version, manualOrders };
    expect((await shop.send("PATCH", "/api/v1/shop", { ...asDesk, body })).body).toMatchObject({ manualOrders });
  };
  const orders = async () => (await shop.complete(customer, await shop.quoted(customer, { [variantId]: 1 }))).status;
  expect(await orders()).toBe(201);
  await allow("signed_in");
  expect(await orders()).toBe(422);
  await owner.statement("", "update customers set external_id = 'c-8' where id = $1", [customer.id]);
  expect(await orders()).toBe(201);
  await allow("desk");
  const cart = await shop.quoted(customer, { [variantId]: 1 });
  expect((await shop.complete(customer, cart)).body).toMatchObject({ code: "not_available" });
  expect(await levelOf(variantId)).toMatchObject({ allocated: 2 });
  expect((await shop.complete(asDesk, cart)).status).toBe(201);
  const free = await shop.product(tenant, { price: 0, isTracked: false });
  const gift = await shop.quoted(customer, { [free.variantId]: 1 });
  expect((await shop.complete(customer, gift)).status).toBe(201);
  await allow("everybody");
  expect(await orders()).toBe(201);
});

test("holds are renewed for an hour from the first, with another cart too, and begin again an hour later", async () => {
  await receive(5);
  const cart = await shop.quoted(customer, { [variantId]: 2 });
  expect(cart.quote.heldUntil).toBe(cart.quote.expiresAt);
  const pass = (minutes: number) =>
    owner.statement("", "update commerce.carts set holding_since = holding_since - $2::interval where tenant_id = $1", [
      ...[tenant.id, `${minutes} minutes`],
    ]);
  await pass(50);
  const renewed = await quoteAgain(cart);
  const left = Date.parse(renewed.heldUntil) - shop.context.clock.now();
  expect(left).toBeGreaterThan(8 * 60_000);
  expect(left).toBeLessThanOrEqual(10 * 60_000);
  await pass(10);
  const other = await shop.quoted(customer, { [variantId]: 2 });
  expect(other.quote).toMatchObject({ lines: [{ quantity: 2, held: 0 }], heldUntil: null });
  expect(await levelOf(variantId)).toMatchObject({ held: 0, available: 5 });
  expect((await shop.complete(customer, other)).status).toBe(201);
  await pass(60);
  expect((await quoteAgain(cart)).lines).toMatchObject([{ held: 2 }]);
});

test("however many carts are quoted, changed and ordered at once, one of them holds, and nobody waits in a circle", async () => {
  await receive(100);
  const second = await shop.product(tenant);
  await shop.receive(tenant, { variantId: second.variantId, locationId, quantity: 100 });
  const lines = { [variantId]: 2, [second.variantId]: 2 };
  const carts = [];
  for (let at = 0; at < 4; at += 1) carts.push(await shop.quoted(customer, lines));
  const { token } = customer;
  const answers = await Promise.all(
    carts.flatMap((cart, at) =>
      Array.from({ length: 6 }, (_, turn) =>
        untilAnswered(() => {
          if ((turn + at) % 3 < 2) return shop.send("POST", `${cart.path}/quote`, { token });
          if (at < 2) return shop.send("PUT", `${cart.path}/lines/${variantId}`, { token, body: { quantity: 1 } });
          return shop.complete(customer, cart);
        }),
      ),
    ),
  );
  for (const { status } of answers) expect(status).toBeLessThan(500);
  const last = carts.at(0)!;
  expect((await quoteAgain(last)).lines).toHaveLength(2);
  const held = await owner.statement("", "select distinct cart_id from commerce.holds where tenant_id = $1", [
    tenant.id,
  ]);
  expect(held).toEqual([{ cart_id: last.id }]);
});
