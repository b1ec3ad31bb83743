import { toCsv } from "@chorus/contracts/csv";
import { parse } from "csv-parse/sync";
import { beforeAll, afterAll, describe, expect, test } from "vitest";
import { type ShopWorld, startShop } from "./harness.ts";

let shop: ShopWorld;
beforeAll(async () => {
  shop = await startShop();
}, 120_000);
afterAll(() => shop[Symbol.asyncDispose]());

const NAMES = ["slug", "title", "status", "categories", "sku", "price", "option1_name", "option1_value"];

async function newShop() {
  const tenant = await shop.chat.tenant();
  const { token } = tenant.owner;
  const ask = (csv: string, more: object = {}) =>
    shop.send("POST", "/api/v1/products/import", { token, body: { csv, ...more } });
  const give = (rows: string[][], more: object = {}) => ask(toCsv([NAMES, ...rows]), more);
  const list = async () => (await shop.send("GET", "/api/v1/products", { token })).body.items;
  const read = async (slug: string) => (await shop.send("GET", `/api/v1/products/${slug}`, { token })).body;
  const sheet = async () => (await shop.send("GET", "/api/v1/products/export", { token })).text;
  return { tenant, token, ask, give, list, read, sheet };
}

const TENT = [
  ["tent", "Tent", "active", "", "T-S", "199.00", "Size", "S"],
  ["tent", "", "", "", "T-M", "219.50", "Size", "M"],
];

describe("a sheet of products", () => {
  test("makes products with their variants, which customers see", async () => {
    const { tenant, give } = await newShop();
    const answer = await give([...TENT, ["lamp", "Lamp =1+1", "", "", "L-1", "20"]]);
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        ...{ isDryRun: false, rows: 3 },
        products: { created: 2, updated: 0, unchanged: 0 },
        variants: { created: 3, updated: 0, unchanged: 0 },
      },
    ]);
    const { token } = await shop.chat.customer(tenant);
    const seen = await shop.send("GET", "/api/v1/products", { token });
    expect(seen.body.items).toMatchObject([
      { slug: "tent", priceFrom: { amount: 19_900 }, priceTo: { amount: 21_950 }, variantCount: 2 },
    ]);
    const found = await shop.send("GET", "/api/v1/products?q=t-m", { token });
    expect(found.body.items).toMatchObject([{ slug: "tent" }]);
  });

  test("comes out as it went in, and what is as it says already gets no new version", async () => {
    const { give, ask, sheet, read } = await newShop();
    await give([...TENT, ["lamp", "=Lamp", "", "", "L-1", "20"]]);
    const before = await read("tent");
    const csv = await sheet();
    const again = await ask(csv);
    expect(again.body).toMatchObject({
      products: { created: 0, updated: 0, unchanged: 2 },
      variants: { created: 0, updated: 0, unchanged: 3 },
    });
    expect(await read("tent")).toEqual(before);
    expect(await sheet()).toBe(csv);
    const rows = parse<Record<string, string>>(csv, { columns: true });
    expect(rows.map(({ slug, title, sku, price }) => [slug, title, sku, price])).toEqual([
      ["tent", "Tent", "T-S", "199.00"],
      ["tent", "", "T-M", "219.50"],
      ["lamp", "'=Lamp", "L-1", "20.00"],
    ]);
  });

  test("changes what it names, also options for one another's, and leaves the rest", async () => {
    const { give, read } = await newShop();
    await give(TENT);
    const before = await read("tent");
    const answer = await give([
      ["tent", "", "", "", "T-S", "149", "Size", "M"],
      ["tent", "", "", "", "T-M", "", "Size", "S"],
      ["tent", "", "", "", "T-L", "229", "Size", "L"],
    ]);
    expect(answer.body).toMatchObject({ products: { updated: 1 }, variants: { created: 1, updated: 2 } });
    const after = await read("tent");
    expect(after).toMatchObject({ title: "Tent", status: "active", version: before.version + 1 });
    expect(after.options).toEqual([{ name: "Size", values: ["S", "M", "L"] }]);
    expect(
      after.variants.map((variant: { sku: string; price: { amount: number }; options: { value: string }[] }) => [
        ...[variant.sku, variant.price.amount, variant.options[0]!.value],
      ]),
    ).toEqual([
      ["T-S", 14_900, "M"],
      ["T-M", 21_950, "S"],
      ["T-L", 22_900, "L"],
    ]);
  });

  test("with mistakes changes nothing, and each is named with its row", async () => {
    const { give, list } = await newShop();
    const answer = await give([
      ...TENT,
      ["lamp", "Lamp", "", "nowhere", "L-1", "twenty"],
      ["lamp", "", "", "", "T-S", "1"],
      ["mat", "", "", "", "M-1", ""],
    ]);
    expect([answer.status, answer.body.code]).toEqual([422, "invalid"]);
    expect(answer.body.detail).toContain("There are 6 mistakes in 3 rows. Nothing was changed.");
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      ...["csv.4.categories", "csv.4.price", "csv.5.option1_value", "csv.5.sku", "csv.6.price", "csv.6.title"],
    ]);
    expect(await list()).toEqual([]);
  });

  test("that is only tried says what it would do, and does nothing", async () => {
    const { give, list } = await newShop();
    const answer = await give(TENT, { dryRun: true });
    expect(answer.body).toMatchObject({ isDryRun: true, products: { created: 1 }, variants: { created: 2 } });
    expect(await list()).toEqual([]);
  });

  test("given many times at once makes each product once", async () => {
    const { give, list } = await newShop();
    const answers = await Promise.all(Array.from({ length: 8 }, () => give(TENT)));
    for (const { status } of answers) expect([200, 409]).toContain(status);
    expect(answers.filter(({ body }) => body.products?.created === 1)).toHaveLength(1);
    expect(await list()).toHaveLength(1);
  });

  test("has a thousand rows at most, which take a few seconds", async () => {
    const { give } = await newShop();
    const rows = Array.from({ length: 1_000 }, (_, at) => [
      `p-${at}`,
      `Product ${at}`,
      "active",
      "",
      `S-${at}`,
      "9.99",
    ]);
    const startMs = performance.now();
    expect((await give(rows)).body).toMatchObject({ products: { created: 1_000 }, variants: { created: 1_000 } });
    expect(performance.now() - startMs).toBeLessThan(20_000);
  });

  test("is of one company: slugs and SKUs of another are free here, and its categories unknown", async () => {
    const theirs = await newShop();
    await theirs.give(TENT);
    const { body: category } = await shop.send("POST", "/api/v1/categories", {
      ...{ token: theirs.token, body: { name: "Tents" } },
    });
    const ours = await newShop();
    expect((await ours.give(TENT)).body).toMatchObject({ products: { created: 1 } });
    const foreign = await ours.give([["mat", "Mat", "", category.slug, "M-1", "1"]]);
    expect(foreign.body.errors).toMatchObject([{ path: "csv.2.categories" }]);
    expect(await ours.sheet()).not.toContain("mat");
  });

  test("is for owners and admins, and for keys that may write the catalogue", async () => {
    const { tenant } = await newShop();
    const tokens = await shop.tokensOf(tenant);
    const body = { csv: toCsv([NAMES]) };
    for (const [role, token] of tokens) {
      const may = role === "owner" || role === "admin";
      const given = await shop.send("POST", "/api/v1/products/import", { token, body });
      const read = await shop.send("GET", "/api/v1/products/export", { token });
      expect([role, given.status, read.status]).toEqual([role, may ? 200 : 403, may ? 200 : 403]);
    }
    const key = await shop.apiKey(tenant, ["catalog:write"]);
    expect((await shop.send("POST", "/api/v1/products/import", { token: key, body })).status).toBe(200);
  });

  test("a product that would lie where the sheet does lies elsewhere", async () => {
    const { token } = await newShop();
    const made = await shop.send("POST", "/api/v1/products", { token, body: { title: "Export" } });
    expect(made.body.slug).toBe("item-export");
    const given = await shop.send("POST", "/api/v1/products", { token, body: { title: "A", slug: "export" } });
    expect(given.body).toMatchObject({ code: "invalid", errors: [{ path: "slug" }] });
  });
});
