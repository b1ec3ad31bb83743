import { ProductCard, SUMMARY_LENGTH } from "@chorus/contracts/entities/catalogue";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tenant } from "../../chat-service/tests/harness.ts";
import { whileLocked } from "../../chat-service/tests/while-locked.ts";
import { startShop, type ShopWorld } from "./harness.ts";

let shop: ShopWorld;
let tenant: Tenant;
let customer: { id: string; token: string };

beforeAll(async () => {
  shop = await startShop();
  tenant = await shop.chat.tenant();
  customer = await shop.chat.customer(tenant);
});
afterAll(() => shop[Symbol.asyncDispose]());

const asDesk = (method: string, path: string, body?: object) =>
  shop.send(method, path, { token: tenant.owner.token, body });
const list = (token: string, query = "") => shop.send("GET", `/api/v1/products?${query}`, { token });

test("a list has of a product what its card needs, however many variants and words it has", async () => {
  const values = (count: number) => Array.from({ length: count }, (_, at) => `a value with a long name ${at}`);
  const { body: created } = await asDesk("POST", "/api/v1/products", {
    ...{ title: "Heavy", description: `For\n\n  two. ${"d".repeat(19_000)}` },
    options: [
      { name: "Size", values: values(20) },
      { name: "Colour", values: values(10) },
    ],
  });
  const path = `/api/v1/products/${created.id}`;
  const prices = { priceFrom: { amount: 100, currency: "EUR" }, priceTo: { amount: 100, currency: "EUR" } };
  await asDesk("POST", `${path}/variants/generate`, { skuPrefix: "H", price: 100, isTracked: false });
  await asDesk("POST", `${path}/publish`);
  const { body: whole } = await asDesk("GET", path);
  expect(whole.variants).toHaveLength(200);
  for (const token of [customer.token, tenant.owner.token]) {
    const answer = await list(token);
    expect(answer.text.length).toBeLessThan(1_000);
    const [card] = answer.body.items;
    expect(Object.keys(card).toSorted()).toEqual(Object.keys(ProductCard.shape).toSorted());
    const { id, slug, title, status, version, createdAt, updatedAt, publishedAt } = whole;
    expect(card).toMatchObject({ id, slug, title, status, version, createdAt, updatedAt, publishedAt, ...prices });
    expect(card).toMatchObject({ variantCount: 200, inStock: true });
    expect(card.summary).toBe(`For two. ${"d".repeat(SUMMARY_LENGTH)}`.slice(0, SUMMARY_LENGTH));
  }
});

test("a card says whether any of its variants is in stock, and of a product without any that there is none", async () => {
  const empty = await asDesk("POST", "/api/v1/products", { title: "Bare", description: "🏕️".repeat(200) });
  const { variantId } = await shop.product(tenant, { title: "Counted", price: 700 });
  const cardOf = async (q: string) => (await list(tenant.owner.token, `q=${q}`)).body.items[0];
  const bare = await cardOf("bare");
  expect(bare).toMatchObject({ id: empty.body.id, variantCount: 0, inStock: false, priceFrom: null, priceTo: null });
  expect(bare.summary).toMatch(/^(?:🏕️)+$/u);
  expect(await cardOf("counted")).toMatchObject({ variantCount: 1, inStock: false, priceTo: { amount: 700 } });
  await shop.receive(tenant, { variantId, locationId: await shop.location(tenant), quantity: 1 });
  expect(await cardOf("counted")).toMatchObject({ inStock: true });
});

test("who reads very often at once waits behind themselves, and keeps nobody else waiting", async () => {
  const visitors = [customer, ...(await Promise.all([1, 2, 3, 4].map(() => shop.chat.customer(tenant))))];
  const elsewhere = await shop.chat.tenant();
  const lock = "lock table commerce.products, commerce.orders in access exclusive mode";
  const [flood, ...others] = await whileLocked(shop.chat, lock, async (untilWaiting) => {
    const asked = Array.from({ length: 20 }, async (_, at) => {
      const { token } = visitors[at % visitors.length]!;
      return (await (at % 2 === 0 ? list(token) : shop.send("GET", "/api/v1/orders", { token }))).status;
    });
    // Of one network no more run.
    await untilWaiting(3);
    const { token } = tenant.owner;
    const reading = [list(token), shop.send("GET", "/api/v1/orders", { token }), list(elsewhere.owner.token)] as const;
    await untilWaiting(6);
    return [Promise.all(asked), ...reading] as const;
  });
  expect(flood).toEqual(Array(20).fill(200));
  expect(others.map(({ status }) => status)).toEqual([200, 200, 200]);
});
