import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../chat-service/tests/harness.ts";
import { whileLocked } from "../../chat-service/tests/while-locked.ts";
import { startShop, type ShopWorld } from "./harness.ts";
import { untilAnswered } from "./until-answered.ts";

let shop: ShopWorld;
let tenant: Tenant;
let token: string;
let customer: string;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

/** Of its own for what counts. */
async function newTenant() {
  tenant = await shop.chat.tenant();
  token = tenant.owner.token;
  customer = (await shop.chat.customer(tenant)).token;
}

const post = (path: string, body?: object) => shop.send("POST", path, { token, body });
const patch = (path: string, body: object) => shop.send("PATCH", path, { token, body });
const get = (path: string, as = token) => shop.send("GET", path, { token: as });
const titles = async (query: string, as = token) =>
  (await get(`/api/v1/products?${query}`, as)).body.items.map(({ title }: { title: string }) => title);

describe("a product", () => {
  beforeAll(newTenant);

  test("is a draft that customers do not see, until it has a variant and is published; archived it is gone for them", async () => {
    const draft = await post("/api/v1/products", { title: "Skarn 2", description: "For two" });
    expect(draft.status).toBe(201);
    expect(draft.body).toMatchObject({ slug: "skarn-2", status: "draft", priceFrom: null, version: 1 });
    const path = `/api/v1/products/${draft.body.id}`;
    expect((await post(`${path}/publish`)).body).toMatchObject({
      code: "conflict",
      detail: expect.stringContaining("variant"),
    });
    const added = await post(`${path}/variants`, { sku: "SK2", price: 49_900 });
    expect(added.body.variants).toMatchObject([
      { sku: "SK2", price: { amount: 49_900, currency: "EUR" }, available: 0 },
    ]);
    expect((await get(path, customer)).status).toBe(404);
    const published = await post(`${path}/publish`);
    expect(published.body).toMatchObject({ status: "active", publishedAt: expect.any(String) });
    expect((await post(`${path}/publish`)).body.version).toBe(published.body.version);
    const seen = await get("/api/v1/products/skarn-2", customer);
    expect(seen.body).toMatchObject({ id: draft.body.id, inStock: false, variants: [{ available: null }] });
    await post(`${path}/archive`);
    expect((await get(path, customer)).status).toBe(404);
    expect((await get(path)).body.status).toBe("archived");
  });

  test("is changed by whoever read its last version, and says of what another wrote that it has changed", async () => {
    const { id } = await shop.product(tenant, { title: "Lamp" });
    const { version } = (await get(`/api/v1/products/${id}`)).body;
    const changes = await Promise.all(
      ["Lamp A", "Lamp B", "Lamp C"].map((title) => patch(`/api/v1/products/${id}`, { ifVersion: version, title })),
    );
    expect(changes.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    const won = changes.find(({ status }) => status === 200)!;
    expect((await get(`/api/v1/products/${id}`)).body).toMatchObject({ title: won.body.title, version: version + 1 });
  });

  test("has a slug of its own: a title that comes again gets another, one that is given and taken is refused", async () => {
    const [first, second] = [
      await post("/api/v1/products", { title: "Mug" }),
      await post("/api/v1/products", { title: "Mug" }),
    ];
    expect(first.body.slug).toBe("mug");
    expect(second.body.slug).toMatch(/^mug-[0-9a-f]{8}$/);
    const given = await post("/api/v1/products", { title: "Other", slug: "mug" });
    expect(given.body).toMatchObject({ code: "already_exists", errors: [{ path: "slug" }] });
  });

  test("six of one title at once all get a slug, and one that is given in the form of an id is refused", async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, () => untilAnswered(() => post("/api/v1/products", { title: "Kettle" }))),
    );
    expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    expect(new Set(made.map(({ body }) => body.slug)).size).toBe(6);
    for (const [path, name] of Object.entries({ products: { title: "Odd" }, categories: { name: "Odd" } })) {
      const given = await post(`/api/v1/${path}`, { ...name, slug: randomUUID() });
      expect(given.body).toMatchObject({ code: "invalid", errors: [{ path: "slug" }] });
    }
    const id = randomUUID();
    const called = await post("/api/v1/products", { title: id });
    expect((await get(`/api/v1/products/${called.body.slug}`)).body).toMatchObject({ id: called.body.id, title: id });
  });

  test("has a tax class that the shop has: another one is refused, also one that every object has", async () => {
    const { id } = await shop.product(tenant);
    const { version } = (await get(`/api/v1/products/${id}`)).body;
    for (const taxClass of ["reduced", "constructor", "valueof"]) {
      const refused = { code: "invalid", errors: [{ path: "taxClass" }] };
      expect((await post("/api/v1/products", { title: "Book", taxClass })).body).toMatchObject(refused);
      expect((await patch(`/api/v1/products/${id}`, { ifVersion: version, taxClass })).body).toMatchObject(refused);
    }
    const settings = (await get("/api/v1/shop")).body;
    const taxRates = [...settings.taxRates, { taxClass: "reduced", rate: 70_000 }];
    await patch("/api/v1/shop", { ifVersion: settings.version, taxRates });
    const changed = await patch(`/api/v1/products/${id}`, { ifVersion: version, taxClass: "reduced" });
    expect(changed.body.taxClass).toBe("reduced");
    // One that has lost its rate stays, and is taxed as the standard one.
    await patch("/api/v1/shop", { ifVersion: settings.version + 1, taxRates: settings.taxRates });
    const kept = await patch(`/api/v1/products/${id}`, { ifVersion: version + 1, taxClass: "reduced", title: "Book" });
    expect(kept.body).toMatchObject({ taxClass: "reduced", title: "Book" });
  });

  test("is created once for a key, and the key with another body is a mistake", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const create = (title: string) => shop.send("POST", "/api/v1/products", { token, headers, body: { title } });
    const [first, again] = [await create("Pan"), await create("Pan")];
    expect(again.body).toEqual(first.body);
    expect((await create("Pot")).body.code).toBe("idempotency_mismatch");
    expect(await titles("q=pan")).toEqual(["Pan"]);
  });

  test("of another category than there is, or with a value that stands twice, is refused and nothing is stored", async () => {
    expect((await post("/api/v1/products", { title: "Ghost", categoryIds: [randomUUID()] })).status).toBe(404);
    const twice = await post("/api/v1/products", { title: "Ghost", options: [{ name: "Size", values: ["S", "S"] }] });
    expect(twice.body).toMatchObject({ code: "invalid", errors: [{ path: "options" }] });
    expect(await titles("q=ghost")).toEqual([]);
  });

  test.each([1.5, -1, 50_000_000_001, "10", null, 2 ** 53])("a price of %s is refused", async (price) => {
    const { id } = await shop.product(tenant);
    const answer = await post(`/api/v1/products/${id}/variants`, { sku: randomUUID(), price });
    expect(answer.body.code).toBe("invalid");
    expect(answer.body.errors[0].path).toBe("price");
  });
});

describe("variants", () => {
  beforeAll(newTenant);

  test("there is one for each combination: generated where it is missing, and refused where there is one", async () => {
    const options = [
      { name: "Size", values: ["S", "M"] },
      { name: "Colour", values: ["red", "blue"] },
    ];
    const { id } = await shop.product(tenant, { options });
    const path = `/api/v1/products/${id}/variants`;
    const generated = await post(`${path}/generate`, { skuPrefix: "T", price: 900 });
    expect(generated.body.variants).toHaveLength(4);
    expect(generated.body).toMatchObject({ priceFrom: { amount: 900 }, priceTo: { amount: 10_000 } });
    const chosen = [
      { name: "Colour", value: "blue" },
      { name: "Size", value: "M" },
    ];
    const again = await post(path, { sku: "another", price: 1, options: chosen });
    expect(again.body).toMatchObject({ code: "already_exists", errors: [{ path: "options" }] });
    const sku = await patch(`/api/v1/variants/${generated.body.variants[1].id}`, { ifVersion: 1, sku: "T-3" });
    expect(sku.body).toMatchObject({ code: "already_exists", errors: [{ path: "sku" }] });
  });

  test("options go only when all variants still fit them, and more values are no harm", async () => {
    const { id } = await shop.product(tenant, { options: [{ name: "Size", values: ["S", "M"] }] });
    const { version } = (await get(`/api/v1/products/${id}`)).body;
    const change = (options: object[], ifVersion = version) => patch(`/api/v1/products/${id}`, { ifVersion, options });
    for (const options of [[], [{ name: "Size", values: ["M"] }], [{ name: "Width", values: ["S"] }]])
      expect((await change(options)).body).toMatchObject({
        code: "conflict",
        detail: expect.stringContaining("does not fit"),
      });
    expect((await change([{ name: "Size", values: ["XS", "S"] }])).status).toBe(200);
  });

  test("options that change places leave each variant what it had, and combinations stay taken", async () => {
    const sizes = (name: string) => ({ name, values: ["30", "32"] });
    const { id } = await shop.product(tenant, { options: [sizes("Waist"), sizes("Length")] });
    const path = `/api/v1/products/${id}`;
    const { body: before } = await post(`${path}/variants/generate`, { skuPrefix: `J-${id}`, price: 900 });
    const turned = await patch(path, { ifVersion: before.version, options: [sizes("Length"), sizes("Waist")] });
    expect(turned.status).toBe(200);
    expect(turned.body.variants).toEqual(
      before.variants.map((variant: { options: object[] }) => ({ ...variant, options: variant.options.toReversed() })),
    );
    const taken = { sku: randomUUID(), price: 1, options: [...before.variants[1].options] };
    expect((await post(`${path}/variants`, taken)).body.code).toBe("already_exists");
  });

  test("generated ones are numbered from one on, without the numbers that the product has already", async () => {
    const { id } = await shop.product(tenant, { options: [{ name: "Size", values: ["S", "M", "L"] }] });
    const path = `/api/v1/products/${id}`;
    const generate = async () => {
      const { body } = await post(`${path}/variants/generate`, { skuPrefix: `N-${id}`, price: 900 });
      return body.variants
        .slice(1)
        .map(({ sku, options }: { sku: string; options: { value: string }[] }) => [
          sku.replace(id, ""),
          options[0]!.value,
        ]);
    };
    const first = [
      ["N--1", "M"],
      ["N--2", "L"],
    ];
    expect(await generate()).toEqual(first);
    const { version } = (await get(path)).body;
    await patch(path, { ifVersion: version, options: [{ name: "Size", values: ["XS", "S", "M", "L", "XL"] }] });
    expect(await generate()).toEqual([...first, ["N--3", "XS"], ["N--4", "XL"]]);
  });

  test("what costs less and more than is asked for is not found between", async () => {
    await newTenant();
    const options = [{ name: "Width", values: ["narrow", "wide"] }];
    const { id } = await shop.product(tenant, { title: "Band", price: 100, options });
    const wide = { sku: "WIDE", price: 10_000, options: [{ name: "Width", value: "wide" }] };
    expect((await post(`/api/v1/products/${id}/variants`, wide)).status).toBe(201);
    for (const found of ["min=100", "max=100", "min=10000", "min=100&max=100", "min=5000&max=10000"])
      expect(await titles(found), found).toEqual(["Band"]);
    for (const none of ["min=101&max=9999", "min=4000&max=6000", "min=10001"])
      expect(await titles(none), none).toEqual([]);
  });

  test("a change of the price is seen in the product's range", async () => {
    const { id, variantId } = await shop.product(tenant, { price: 500 });
    await patch(`/api/v1/variants/${variantId}`, { ifVersion: 1, price: 700 });
    expect((await get(`/api/v1/products/${id}`)).body).toMatchObject({
      priceFrom: { amount: 700, currency: "EUR" },
      variants: [{ version: 2 }],
    });
    expect((await patch(`/api/v1/variants/${variantId}`, { ifVersion: 1, price: 1 })).body.code).toBe("conflict");
  });
});

describe("the list", () => {
  beforeAll(async () => {
    await newTenant();
    for (const [title, price] of [
      ["Crème stove", 300],
      ["Tent Åre", 900],
      ["Tent Bris", 100],
      ["Rope 50%", 200],
    ] as const)
      await shop.product(tenant, { title, price });
    await shop.product(tenant, { title: "Secret tent", isDraft: true });
    await shop.product(tenant, { title: "Service", price: 50, isTracked: false });
  });

  test("is found by words without accents, and signs of patterns mean themselves", async () => {
    expect(await titles("q=creme")).toEqual(["Crème stove"]);
    expect(await titles("q=TENT%20are")).toEqual(["Tent Åre"]);
    expect(await titles("q=50%25")).toEqual(["Rope 50%"]);
    expect(await titles("q=_")).toEqual([]);
  });

  test("is narrowed by price and by stock; customers do not find drafts", async () => {
    expect(await titles("q=tent&sort=price")).toEqual(["Tent Bris", "Tent Åre", "Secret tent"]);
    expect(await titles("q=tent&sort=-price", customer)).toEqual(["Tent Åre", "Tent Bris"]);
    expect(await titles("min=200&max=300")).toEqual(["Crème stove", "Rope 50%"]);
    expect(await titles("inStock=true")).toEqual(["Service"]);
    expect(await titles("status=draft", customer)).toEqual([]);
  });

  test.each(["title", "price", "-price", "newest"])("by %s has every product once, a page at a time", async (sort) => {
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await get(`/api/v1/products?limit=2&sort=${sort}${cursor}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
    } while (cursor !== "");
    const whole = await get(`/api/v1/products?sort=${sort}`);
    expect(seen).toEqual(whole.body.items.map(({ id }: { id: string }) => id));
    expect(seen).toHaveLength(6);
  });

  test("does not take the cursor of another order", async () => {
    const { body } = await get("/api/v1/products?limit=1&sort=price");
    expect((await get(`/api/v1/products?sort=title&cursor=${body.nextCursor}`)).body.code).toBe("invalid");
  });
});

describe("categories", () => {
  beforeAll(newTenant);

  test("are a tree: what is below is found above, and nothing can be moved below itself", async () => {
    const top = (await post("/api/v1/categories", { name: "Camping" })).body;
    const tents = (await post("/api/v1/categories", { name: "Tents", parentId: top.id })).body;
    const product = await post("/api/v1/products", { title: "Dome", categoryIds: [tents.id] });
    expect(product.body.categoryIds).toEqual([tents.id]);
    for (const category of [top.id, "camping", "tents"]) expect(await titles(`category=${category}`)).toEqual(["Dome"]);
    const move = await patch(`/api/v1/categories/${top.id}`, { ifVersion: 1, parentId: tents.id });
    expect(move.body).toMatchObject({ code: "conflict", detail: expect.stringContaining("below itself") });
    expect((await shop.send("DELETE", `/api/v1/categories/${top.id}`, { token })).body.code).toBe("conflict");
    expect((await shop.send("DELETE", `/api/v1/categories/${tents.id}`, { token })).status).toBe(204);
    expect((await get(`/api/v1/products/${product.body.id}`)).body.categoryIds).toEqual([]);
  });

  test("six of one name at once all get a slug", async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, () => untilAnswered(() => post("/api/v1/categories", { name: "Boots" }))),
    );
    expect(new Set(made.map(({ body }) => body.slug)).size).toBe(6);
  });

  test("have slugs of their own: a name that comes again gets another, one that is given and taken is refused", async () => {
    const [first, second] = [
      await post("/api/v1/categories", { name: "Lamps" }),
      await post("/api/v1/categories", { name: "Lamps" }),
    ];
    expect(first.body.slug).toBe("lamps");
    expect(second.body.slug).toMatch(/^lamps-[0-9a-f]{8}$/);
    const given = await post("/api/v1/categories", { name: "Other", slug: "lamps" });
    expect(given.body).toMatchObject({ code: "already_exists", errors: [{ path: "slug" }] });
  });

  test("two moves at once make no circle", async () => {
    const [a, b] = [
      (await post("/api/v1/categories", { name: "A" })).body,
      (await post("/api/v1/categories", { name: "B" })).body,
    ];
    const moves = await Promise.all([
      patch(`/api/v1/categories/${a.id}`, { ifVersion: 1, parentId: b.id }),
      patch(`/api/v1/categories/${b.id}`, { ifVersion: 1, parentId: a.id }),
    ]);
    expect(moves.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe("the shop", () => {
  beforeAll(newTenant);

  test("has defaults, is changed by version, and keeps its currency once there are prices", async () => {
    expect((await get("/api/v1/shop")).body).toMatchObject({ currency: "EUR", pricesIncludeTax: true, version: 1 });
    const rates = [{ taxClass: "standard", rate: 190_000 }];
    const changed = await patch("/api/v1/shop", { ifVersion: 1, currency: "JPY", shippingFee: 500, taxRates: rates });
    expect(changed.body).toMatchObject({ shippingFee: { amount: 500, currency: "JPY" }, taxRates: rates, version: 2 });
    expect((await patch("/api/v1/shop", { ifVersion: 1, shippingFee: 1 })).body.code).toBe("conflict");
    await shop.product(tenant, { price: 6_000 });
    expect((await patch("/api/v1/shop", { ifVersion: 2, currency: "EUR" })).body.code).toBe("conflict");
    expect((await patch("/api/v1/shop", { ifVersion: 2, freeShippingFrom: 5_000 })).status).toBe(200);
  });

  test("keeps its rates in the order in which they are given, each class once", async () => {
    await newTenant();
    const rates = ["standard", "reduced", "constructor", "b"].map((taxClass, at) => ({ taxClass, rate: at * 10_000 }));
    expect((await patch("/api/v1/shop", { ifVersion: 1, taxRates: rates })).body.taxRates).toEqual(rates);
    expect((await get("/api/v1/shop")).body.taxRates).toEqual(rates);
    const twice = await patch("/api/v1/shop", { ifVersion: 2, taxRates: [rates[1], rates[1]] });
    expect(twice.body).toMatchObject({ code: "invalid", errors: [{ path: "taxRates" }] });
  });

  test("gets no other currency while a variant is being priced in the first", async () => {
    const { id } = (await post("/api/v1/products", { title: "Priced" })).body;
    const { version } = (await get("/api/v1/shop")).body;
    const lock = "lock table commerce.variants in share mode";
    const [added, changed] = await whileLocked(shop.chat, lock, async (untilWaiting) => {
      const adding = post(`/api/v1/products/${id}/variants`, { sku: randomUUID(), price: 100 });
      await untilWaiting(1);
      const changing = patch("/api/v1/shop", { ifVersion: version, currency: "JPY" });
      await Promise.race([untilWaiting(2), changing]);
      return [adding, changing] as const;
    });
    expect([added.status, changed.body.code]).toEqual([201, "conflict"]);
    expect((await get("/api/v1/shop")).body.currency).toBe(added.body.variants[0].price.currency);
  });

  test.each(["eur", "XYZ", "EURO", 7])("takes no currency %s", async (currency) => {
    expect((await patch("/api/v1/shop", { ifVersion: 3, currency })).body.errors).toMatchObject([{ path: "currency" }]);
  });
});

test("who changed what is in the audit log of the company", async () => {
  await newTenant();
  const { id } = await shop.product(tenant);
  const { body } = await shop.chat.request("GET", "/api/v1/audit-log?limit=3", { token });
  expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
    "product.publish",
    "variant.create",
    "product.create",
  ]);
  expect(body.items[0]).toMatchObject({
    actor: { type: "user", id: tenant.owner.id },
    target: { type: "product", id },
  });
});
