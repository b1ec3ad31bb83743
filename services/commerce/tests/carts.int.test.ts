import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Tenant } from "../../chat-service/tests/harness.ts";
import { startShop, type ShopWorld } from "./harness.ts";

let shop: ShopWorld;
let tenant: Tenant;
let customer: { id: string; token: string };
let variantId: string;
let locationId: string;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop[Symbol.asyncDispose]());
beforeEach(async () => {
  tenant = await shop.chat.tenant();
  customer = await shop.chat.customer(tenant);
  ({ variantId } = await shop.product(tenant, { title: "Skarn 2", price: 10_000 }));
  locationId = await shop.location(tenant);
  await shop.receive(tenant, { variantId, locationId, quantity: 5 });
});

const asDesk = (method: string, path: string, body?: object) =>
  shop.send(method, path, { token: tenant.owner.token, body });
const level = async () => (await asDesk("GET", `/api/v1/stock?variantId=${variantId}`)).body.items[0];
const euros = (amount: number) => ({ amount, currency: "EUR" });

describe("a cart", () => {
  test("is filled, changed and emptied at today's prices", async () => {
    const { path, id } = await shop.quoted(customer, { [variantId]: 2 });
    const { token } = customer;
    const cart = await shop.send("GET", path, { token });
    expect(cart.body).toMatchObject({
      ...{ id, status: "open", customerId: customer.id, subtotal: euros(20_000), orderId: null },
      lines: [{ variantId, name: "Skarn 2", quantity: 2, unit: euros(10_000), inStock: true }],
    });
    await asDesk("PATCH", `/api/v1/variants/${variantId}`, { ifVersion: 1, price: 9_000 });
    expect((await shop.send("GET", path, { token })).body.subtotal).toEqual(euros(18_000));
    const emptied = await shop.send("PUT", `${path}/lines/${variantId}`, { token, body: { quantity: 0 } });
    expect(emptied.body.lines).toEqual([]);
    expect((await shop.send("POST", `${path}/quote`, { token })).body).toMatchObject({ code: "conflict" });
  });

  test.each([-1, 1.5, 1_001, 2 ** 53, "2", null])("takes no quantity of %s, and stays as it was", async (quantity) => {
    const { path } = await shop.quoted(customer, { [variantId]: 1 });
    const answer = await shop.send("PUT", `${path}/lines/${variantId}`, { token: customer.token, body: { quantity } });
    expect(answer.body.code).toBe("invalid");
    expect(answer.body.errors[0].path).toBe("quantity");
    expect((await shop.send("GET", path, { token: customer.token })).body.lines).toMatchObject([{ quantity: 1 }]);
  });

  test("takes nothing that is not published, of another company, or not there", async () => {
    const { path } = await shop.quoted(customer, { [variantId]: 1 });
    const elsewhere = await shop.chat.tenant();
    const strange = [
      (await shop.product(tenant, { isDraft: true })).variantId,
      (await shop.product(elsewhere)).variantId,
      randomUUID(),
    ];
    for (const id of strange) {
      const put = await shop.send("PUT", `${path}/lines/${id}`, { token: customer.token, body: { quantity: 1 } });
      expect(put.status).toBe(404);
    }
  });

  test("is made by the desk for a customer who is named, and by a customer for nobody else", async () => {
    expect((await asDesk("POST", "/api/v1/carts", {})).body.errors).toMatchObject([{ path: "customerId" }]);
    expect((await asDesk("POST", "/api/v1/carts", { customerId: randomUUID() })).status).toBe(404);
    const made = await asDesk("POST", "/api/v1/carts", { customerId: customer.id });
    expect(made.body.customerId).toBe(customer.id);
    const other = await shop.chat.customer(tenant);
    const foreign = await shop.send("POST", "/api/v1/carts", { token: other.token, body: { customerId: customer.id } });
    expect(foreign.body.errors).toMatchObject([{ path: "customerId" }]);
  });
});

describe("a quote", () => {
  test("says what is paid with tax and shipping, and keeps the units", async () => {
    const rates = [{ taxClass: "standard", rate: 190_000 }];
    await asDesk("PATCH", "/api/v1/shop", { ifVersion: 1, taxRates: rates, shippingFee: 490 });
    const { quote } = await shop.quoted(customer, { [variantId]: 2 });
    expect(quote).toMatchObject({
      lines: [{ variantId, quantity: 2, unit: euros(10_000), tax: euros(3_193), total: euros(20_000) }],
      ...{ subtotal: euros(20_000), shipping: euros(490), tax: euros(3_193 + 78), total: euros(20_490), discounts: [] },
    });
    expect(await level()).toMatchObject({ onHand: 5, held: 2, available: 3 });
  });

  test("taxes a class without a rate of its own as the standard one, whatever it is called", async () => {
    const { body: product } = await asDesk("GET", "/api/v1/products?q=skarn");
    const { id, version } = product.items[0];
    const rates = [{ taxClass: "standard", rate: 1_000_000 }];
    const setRates = (ifVersion: number, taxRates: object[]) =>
      asDesk("PATCH", "/api/v1/shop", { ifVersion, taxRates, pricesIncludeTax: false });
    await setRates(1, [...rates, { taxClass: "constructor", rate: 0 }]);
    const saved = await asDesk("PATCH", `/api/v1/products/${id}`, { ifVersion: version, taxClass: "constructor" });
    expect(saved.status).toBe(200);
    await setRates(2, rates);
    const { quote } = await shop.quoted(customer, { [variantId]: 1 });
    expect(quote).toMatchObject({ tax: euros(10_000), total: euros(20_000) });
  });

  test("without so many units says how many there are, and holds nothing", async () => {
    const { quote } = await shop.quoted(customer, { [variantId]: 6 });
    expect(quote).toMatchObject({
      code: "out_of_stock",
      errors: [{ path: `lines.${variantId}.quantity`, message: "6 are wanted, 5 available" }],
    });
    expect(await level()).toMatchObject({ held: 0 });
  });
});
