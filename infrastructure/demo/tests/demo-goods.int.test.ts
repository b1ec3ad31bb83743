import { priceCart } from "@chorus/commerce/pricing/price-cart";
import { fulfilmentStatusOf, paymentStatusOf } from "@chorus/commerce/orders/order-status";
import { findSums } from "@chorus/commerce/payments/ledger";
import { refreshProduct } from "@chorus/commerce/catalogue/product-queries";
import { slugOf } from "@chorus/commerce/catalogue/words";
import { statusOf } from "@chorus/commerce/promotions/promotion-rules";
import { foldCode } from "@chorus/contracts/entities/promotion";
import { type Database, openDatabase } from "@chorus/database/database";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoTenant } from "../src/seed/demo-tenant.ts";
import { NAMED_ORDERS } from "../src/goods/named-orders.ts";
import { demoScripts } from "../src/seed/scripts/all-scripts.ts";
import { seedDemoTenant } from "../src/seed/seed-demo-tenant.ts";

const now = new Date("2026-12-01T12:00:00Z");
let testDatabase: TestDatabase;
let database: Database;
let report: Awaited<ReturnType<typeof seedDemoTenant>>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  report = await seedDemoTenant(testDatabase.url, now);
  database = openDatabase({
    url: testDatabase.url,
    poolSize: 1,
    applicationName: "test",
    onError: (error) => expect.unreachable(error.message),
  });
});
afterAll(async () => {
  await database.close();
  await testDatabase[Symbol.asyncDispose]();
});

test("40 products in 8 categories, at two locations, are what the shop itself would have written of them", async () => {
  await database.withTenant(demoTenant.id, async (tx) => {
    const products = await tx.selectFrom("commerce.products").selectAll().execute();
    expect(products).toHaveLength(40);
    expect(await tx.selectFrom("commerce.categories").selectAll().execute()).toHaveLength(8);
    expect(await tx.selectFrom("commerce.locations").selectAll().execute()).toHaveLength(2);
    for (const { version, updated_at: _, ...product } of products) {
      expect(product.slug).toBe(slugOf(product.title));
      expect(await refreshProduct(tx, product.id, now)).toMatchObject({ ...product, version: version + 1 });
    }
  });
});

test("each order costs what a cart of it would, and says of its money and goods what the books say", async () => {
  const unit = (amount: number) => ({ amount: BigInt(amount), currency: "EUR" });
  await database.withTenant(demoTenant.id, async (tx) => {
    const shop = await tx.selectFrom("commerce.shops").selectAll().executeTakeFirstOrThrow();
    const orders = await tx.selectFrom("commerce.orders").selectAll().execute();
    expect(orders).toHaveLength(report?.orders ?? 0);
    expect(orders.length).toBeGreaterThan(400);
    const charges = {
      ...{ currency: "EUR", pricesIncludeTax: true, rateOf: () => 190_000, shippingRate: 190_000 },
      ...{ shippingFee: BigInt(shop.shipping_fee), freeShippingFrom: BigInt(shop.free_shipping_from ?? 0) },
    };
    for (const order of orders) {
      const lines = await tx.selectFrom("commerce.order_lines").selectAll().where("order_id", "=", order.id).execute();
      const price = priceCart(
        charges,
        lines.map((line) => ({ quantity: line.quantity, unit: unit(line.unit), taxClass: "standard" })),
      );
      expect(lines.map(({ tax, total }) => ({ tax: unit(tax), total: unit(total) }))).toEqual(
        price.lines.map(({ tax, total }) => ({ tax, total })),
      );
      const { subtotal, shipping, shipping_tax: shippingTax, tax, total } = order;
      const sums = { subtotal, shipping, shippingTax, tax, total };
      for (const [name, amount] of Object.entries(sums)) expect(price).toMatchObject({ [name]: unit(amount) });
      expect(order.payment_status).toBe(paymentStatusOf(await findSums(tx, order.id)));
      expect(order.fulfilment_status).toBe(fulfilmentStatusOf(lines, order.held_at !== null));
      expect(order.placed_at.getTime()).toBeLessThan(now.getTime());
    }
    const { value } = await tx.selectFrom("commerce.counters").select("value").executeTakeFirstOrThrow();
    expect(value).toBe(Math.max(...orders.map(({ number }) => number ?? 0)));
  });
});

test("two promotions run, one of them by the code WELCOME10, in its one form", async () => {
  await database.withTenant(demoTenant.id, async (tx) => {
    const promotions = await tx.selectFrom("commerce.promotions").selectAll().orderBy("id").execute();
    const terms = promotions.map((row) => ({ beginsAt: row.begins_at, endsAt: row.ends_at, endedAt: row.ended_at }));
    expect(terms.map((one) => statusOf(one, now))).toEqual(["active", "active"]);
    const [welcome, tents] = promotions;
    const [coupon] = await tx.selectFrom("commerce.coupons").selectAll().execute();
    expect(coupon).toMatchObject({ code: foldCode("welcome 10"), promotion_id: welcome?.id });
    const { name } = await tx
      .selectFrom("commerce.categories")
      .select("name")
      .where("id", "in", tents?.category_ids ?? [])
      .executeTakeFirstOrThrow();
    expect(name).toBe("Tents");
  });
});

test("levels keep what open orders wait for, and something is sold out", async () => {
  const levels = await database.withTenant(demoTenant.id, (tx) =>
    tx.selectFrom("commerce.stock_levels").selectAll().execute(),
  );
  const open = await database.withTenant(demoTenant.id, (tx) =>
    tx
      .selectFrom("commerce.order_lines as l")
      .innerJoin("commerce.orders as o", "o.id", "l.order_id")
      .select(({ fn }) => fn.sum<string>("l.quantity").as("units"))
      .where("o.fulfilment_status", "in", ["none", "on_hold"])
      .where("o.status", "=", "placed")
      .executeTakeFirstOrThrow(),
  );
  expect(levels.reduce((sum, { allocated }) => sum + allocated, 0)).toBe(Number(open.units));
  expect(Number(open.units)).toBeGreaterThan(0);
  expect(levels.some((level) => level.on_hand === level.allocated)).toBe(true);
});

test("whoever writes about an order has ordered it before, and is greeted by their own name", async () => {
  const asked = demoScripts.flatMap(({ lines }) => lines.flatMap(({ text }) => text.match(/(?<=AC-)\d{5}/g) ?? []));
  expect(new Set(asked.map(Number))).toEqual(new Set(NAMED_ORDERS.keys()));
  const rows = await database.withTenant(demoTenant.id, (tx) =>
    tx
      .selectFrom("events as e")
      .innerJoin("conversations as c", "c.id", "e.conversation_id")
      .innerJoin("customers as cu", "cu.id", "c.customer_id")
      .select(["e.data", "e.actor_type", "c.customer_id", "c.created_at", "cu.name"])
      .where("e.kind", "=", "message.created")
      .execute(),
  );
  const orders = await database.withTenant(demoTenant.id, (tx) =>
    tx.selectFrom("commerce.orders").selectAll().execute(),
  );
  const greetings: [name: string, greeted: string][] = [];
  for (const { data, name, actor_type: author, ...by } of rows) {
    const { body } = data as { body: string };
    for (const number of body.match(/(?<=AC-)\d{5}/g) ?? []) {
      const order = orders.find((candidate) => candidate.number === Number(number));
      expect(order?.customer_id, body).toBe(by.customer_id);
      expect(order?.placed_at.getTime(), body).toBeLessThan(by.created_at.getTime());
    }
    const [, greeted] = (author === "agent" && /^(?:Hi|Hello|Hei|Of course,) ([A-Z]\w+)/.exec(body)) || [];
    if (greeted) greetings.push([name, greeted]);
  }
  expect(greetings.length).toBeGreaterThan(10);
  expect(greetings.filter(([name, greeted]) => !name.split(" ").includes(greeted))).toEqual([]);
});
