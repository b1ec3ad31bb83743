import { randomUUID } from "node:crypto";
import { PROMOTION_LIMITS } from "@chorus/contracts/entities/promotion";
import { expectProblem } from "@chorus/testing/route-suite";
import { afterEach, describe, expect, test } from "vitest";
import { asDesk, customer, productId, shop, tenant, variantId, withStockedShop } from "./stocked-shop.ts";

/** Less than a token lasts. */
const SOON_MS = 5 * 60_000;

withStockedShop({ units: 1_000, price: 9_999 });
afterEach(() => shop.rewind());

const soon = (times: number) => new Date(Date.now() + times * SOON_MS).toISOString();

async function promotion(fields: object = {}): Promise<{ id: string; version: number }> {
  const body = { kind: "percent", name: "A tenth off", value: 1_000, ...fields };
  const answer = await asDesk("POST", "/api/v1/promotions", body);
  expect(answer.status).toBe(201);
  return answer.body;
}

async function coupon(code: string, fields: object = {}): Promise<{ id: string; version: number }> {
  const made = await promotion({ needsCoupon: true, ...fields });
  const answer = await asDesk("POST", `/api/v1/promotions/${made.id}/coupons`, { code });
  expect(answer.status).toBe(201);
  return made;
}

const asCustomer = (method: string, path: string, body?: object) =>
  shop.send(method, path, { token: customer.token, body });

async function cartWith(lines: Record<string, number>, ...codes: string[]): Promise<string> {
  const cart = await asCustomer("POST", "/api/v1/carts", {});
  const path = `/api/v1/carts/${cart.body.id}`;
  for (const [id, quantity] of Object.entries(lines)) await asCustomer("PUT", `${path}/lines/${id}`, { quantity });
  for (const code of codes) expect((await asCustomer("PUT", `${path}/coupons/${code}`)).status).toBe(200);
  return path;
}

const quote = (path: string) => asCustomer("POST", `${path}/quote`);

describe("promotions", () => {
  test("are made, read, changed by version and ended once, each in the audit log; the desk reads, customers do not", async () => {
    const made = await promotion({ priority: 5, maxUses: 3, productIds: [productId, productId] });
    expect(made).toMatchObject({
      ...{ kind: "percent", status: "active", value: 1_000, needsCoupon: false, combines: true, priority: 5 },
      ...{ productIds: [productId], categoryIds: [], maxUses: 3, maxUsesPerCustomer: null, uses: 0, version: 1 },
      minimumSubtotal: { amount: 0, currency: "EUR" },
    });
    const path = `/api/v1/promotions/${made.id}`;
    const later = { ifVersion: 1, beginsAt: soon(1), endsAt: soon(2) };
    expect((await asDesk("PATCH", path, later)).body).toMatchObject({ status: "scheduled", version: 2 });
    expectProblem(await asDesk("PATCH", path, later), "conflict");
    expect((await asDesk("GET", path)).body).toMatchObject({ status: "scheduled", endsAt: later.endsAt });
    const list = (status: string) => asDesk("GET", `/api/v1/promotions?status=${status}`);
    expect((await list("scheduled")).body.items).toMatchObject([{ id: made.id }]);
    expect((await list("active")).body.items).toEqual([]);
    const ended = await asDesk("POST", `${path}/end`);
    expect(ended.body).toMatchObject({ status: "ended", version: 3 });
    expect((await asDesk("POST", `${path}/end`)).body).toEqual(ended.body);
    expect((await list("ended")).body.items).toMatchObject([{ id: made.id }]);
    expectProblem(await asDesk("PATCH", path, { ifVersion: 3, name: "Again" }), "conflict");
    expectProblem(await asDesk("POST", `${path}/coupons`, { code: "LATE" }), "conflict");
    const { body: log } = await shop.chat.request("GET", "/api/v1/audit-log", { token: tenant.owner.token });
    const actions = log.items.map(({ action }: { action: string }) => action);
    expect(actions.filter((action: string) => action.startsWith("promotion."))).toEqual([
      ...["promotion.end", "promotion.update", "promotion.create"],
    ]);
    expectProblem(await asCustomer("GET", "/api/v1/promotions"), "forbidden");
  });

  test.each([
    ["a percentage above 100 %", { value: 10_001 }],
    ["a percentage of 0", { value: 0 }],
    ["a percentage without a value", { value: undefined }],
    ["a part of a basis point", { value: 12.5 }],
    ["a negative amount", { kind: "amount", value: -1 }],
    ["a huge amount", { kind: "amount", value: 50_000_000_001 }],
    ["text for a number", { value: "1000" }],
    ["a value of free shipping", { kind: "free_shipping", value: 1 }],
    ["another kind", { kind: "half" }],
    ["a name that nobody sees", { name: " \u200B " }],
    ["an end before the beginning", { beginsAt: "2026-12-02T00:00:00.000Z", endsAt: "2026-12-01T00:00:00.000Z" }],
    ["no uses", { maxUses: 0 }],
    ["too many uses", { maxUses: PROMOTION_LIMITS.uses + 1 }],
    ["a negative minimum", { minimumSubtotal: -1 }],
    ["a product that is no id", { productIds: ["tent"] }],
    ["too many products", { productIds: Array.from({ length: 201 }, () => randomUUID()) }],
    ["an unknown field", { currency: "EUR" }],
  ])("%s is invalid, and nothing is made", async (_, fields) => {
    const body = { kind: "percent", name: "A tenth off", value: 1_000, ...fields };
    expectProblem(await asDesk("POST", "/api/v1/promotions", body), "invalid");
    expect((await asDesk("GET", "/api/v1/promotions")).body.items).toEqual([]);
  });

  test("products, categories and promotions of another company are not found, and neither is its code", async () => {
    const elsewhere = await shop.chat.tenant();
    const foreign = await shop.product(elsewhere);
    const { token } = elsewhere.owner;
    const category = await shop.send("POST", "/api/v1/categories", { token, body: { name: "Tents" } });
    const body = { kind: "percent", name: "Theirs", value: 1, needsCoupon: true };
    const theirs = await shop.send("POST", "/api/v1/promotions", { token, body });
    const path = `/api/v1/promotions/${theirs.body.id}`;
    await shop.send("POST", `${path}/coupons`, { token, body: { code: "THEIRS" } });
    for (const fields of [{ productIds: [foreign.id] }, { categoryIds: [category.body.id] }]) {
      expectProblem(await asDesk("POST", "/api/v1/promotions", { ...body, ...fields }), "not_found");
      const mine = await promotion();
      expectProblem(await asDesk("PATCH", `/api/v1/promotions/${mine.id}`, { ifVersion: 1, ...fields }), "not_found");
    }
    expectProblem(await asDesk("GET", path), "not_found");
    expectProblem(await asDesk("PATCH", path, { ifVersion: 1, name: "Mine" }), "not_found");
    expectProblem(await asDesk("POST", `${path}/end`), "not_found");
    expectProblem(await asDesk("GET", `${path}/coupons`), "not_found");
    expectProblem(await asDesk("POST", `${path}/coupons`, { code: "MINE" }), "not_found");
    const cart = await cartWith({ [variantId]: 1 });
    expectProblem(await asCustomer("PUT", `${cart}/coupons/THEIRS`), "coupon_unknown");
    // Each company has its own codes.
    await coupon("THEIRS");
    expect((await asCustomer("PUT", `${cart}/coupons/THEIRS`)).status).toBe(200);
  });

  test("the currency of the shop stays once a promotion has an amount in it", async () => {
    const fresh = await shop.chat.tenant();
    const { token } = fresh.owner;
    const body = { kind: "amount", name: "5 off", value: 500 };
    expect((await shop.send("POST", "/api/v1/promotions", { token, body })).status).toBe(201);
    const change = { ifVersion: 1, currency: "JPY" };
    expectProblem(await shop.send("PATCH", "/api/v1/shop", { token, body: change }), "conflict");
  });
});

const REFUSED = [
  ["NOBODY", "coupon_unknown"],
  ["LATER", "coupon_not_begun"],
  ["OVER", "coupon_ended"],
  ["ENDED", "coupon_ended"],
  ["LARGE", "coupon_needs_more"],
  ["ONCE", "coupon_used_up"],
] as const;

describe("coupons", () => {
  test("are the same in any case and with any spaces, stand for one promotion, and are listed a page at a time", async () => {
    const made = await coupon(" Welcome 10 ");
    const other = await promotion({ needsCoupon: true });
    const path = `/api/v1/promotions/${made.id}/coupons`;
    for (const of of [made, other])
      expectProblem(
        await asDesk("POST", `/api/v1/promotions/${of.id}/coupons`, { code: "wELCOME10" }),
        "already_exists",
      );
    expect((await asDesk("POST", path, { code: "a-1" })).body).toMatchObject({ code: "A-1", promotionId: made.id });
    const first = await asDesk("GET", `${path}?limit=1`);
    expect(first.body.items).toMatchObject([{ code: "A-1" }]);
    const second = await asDesk("GET", `${path}?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ code: "WELCOME10" }], nextCursor: null });
    const cart = await cartWith({ [variantId]: 1 }, "welcome%2010");
    expect((await asCustomer("GET", cart)).body.coupons).toEqual([{ code: "WELCOME10", name: "A tenth off" }]);
  });

  test.each(["ab", "a b", "x".repeat(41), "50%", "<b>x</b>", "", "\u0000abc", 12])(
    "the code %j is invalid",
    async (code) => {
      const made = await promotion({ needsCoupon: true });
      expectProblem(await asDesk("POST", `/api/v1/promotions/${made.id}/coupons`, { code }), "invalid");
    },
  );

  test("a promotion that applies by itself takes no code, and a cart only so many", async () => {
    const made = await promotion();
    expectProblem(await asDesk("POST", `/api/v1/promotions/${made.id}/coupons`, { code: "WELCOME10" }), "conflict");
    const codes = ["CODE1", "CODE2", "CODE3", "CODE4", "CODE5"];
    for (const code of [...codes, "CODE6"]) await coupon(code);
    const cart = await cartWith({ [variantId]: 1 }, ...codes);
    expectProblem(await asCustomer("PUT", `${cart}/coupons/CODE6`), "conflict");
    expect((await asCustomer("GET", cart)).body.coupons).toHaveLength(5);
    await asCustomer("DELETE", `${cart}/coupons/code3`);
    expect((await asCustomer("DELETE", `${cart}/coupons/CODE3`)).status).toBe(200);
    expect((await asCustomer("PUT", `${cart}/coupons/CODE6`)).status).toBe(200);
  });

  test("what cannot be used is refused by what is wrong with it, and the cart stays as it was with its quote", async () => {
    await coupon("LATER", { beginsAt: soon(1) });
    await coupon("OVER", { beginsAt: soon(-2), endsAt: soon(-1) });
    const ended = await coupon("ENDED");
    await asDesk("POST", `/api/v1/promotions/${ended.id}/end`);
    await coupon("LARGE", { minimumSubtotal: 10_000 });
    await coupon("ONCE", { maxUsesPerCustomer: 1 });
    const used = await cartWith({ [variantId]: 1 }, "ONCE");
    const { body } = await quote(used);
    expect((await shop.complete(customer, { path: used, confirmToken: body.confirmToken })).status).toBe(201);
    const cart = await cartWith({ [variantId]: 1 });
    const before = await quote(cart);
    const is = await asCustomer("GET", cart);
    for (const [code, error] of REFUSED) expectProblem(await asCustomer("PUT", `${cart}/coupons/${code}`), error);
    expect((await asCustomer("GET", cart)).body).toEqual(is.body);
    const completed = await shop.complete(customer, { path: cart, confirmToken: before.body.confirmToken });
    expect(completed.status).toBe(201);
    expectProblem(await asCustomer("PUT", `${cart}/coupons/LARGE`), "conflict");
    // From its beginning on, and in a larger cart.
    shop.pass(SOON_MS);
    const larger = await cartWith({ [variantId]: 2 }, "LATER", "LARGE");
    expect((await quote(larger)).body.discounts).toHaveLength(2);
  });

  test("the desk puts one into a customer's cart, and nobody into another customer's", async () => {
    await coupon("WELCOME10");
    const cart = await cartWith({ [variantId]: 1 });
    const { token } = await shop.chat.customer(tenant);
    expectProblem(await shop.send("PUT", `${cart}/coupons/WELCOME10`, { token }), "not_found");
    expectProblem(await shop.send("DELETE", `${cart}/coupons/WELCOME10`, { token }), "not_found");
    expect((await asDesk("PUT", `${cart}/coupons/WELCOME10`)).status).toBe(200);
    expect((await quote(cart)).body.discount.amount).toBe(1_000);
  });
});
