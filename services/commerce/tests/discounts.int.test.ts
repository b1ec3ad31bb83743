import { randomUUID } from "node:crypto";
import { expectProblem } from "@chorus/testing/route-suite";
import { beforeEach, describe, expect, test } from "vitest";
import { requireTrueBooks } from "./books.ts";
import {
  asDesk,
  customer,
  locationId,
  owner,
  productId,
  shop,
  tenant,
  variantId,
  withStockedShop,
} from "./stocked-shop.ts";
import { untilAnswered } from "./until-answered.ts";

withStockedShop({ units: 1_000, price: 3_333 });
beforeEach(async () => {
  const taxRates = [{ taxClass: "standard", rate: 190_000 }];
  await asDesk("PATCH", "/api/v1/shop", { ifVersion: 1, taxRates, shippingFee: 490 });
});

async function promotion(fields: object, ...codes: string[]): Promise<string> {
  const body = { kind: "percent", name: "A tenth off", needsCoupon: codes.length > 0, ...fields };
  const { body: made } = await asDesk("POST", "/api/v1/promotions", body);
  for (const code of codes) await asDesk("POST", `/api/v1/promotions/${made.id}/coupons`, { code });
  return made.id;
}

const send = (who: { token: string }, method: string, path: string, body?: object) =>
  shop.send(method, path, { token: who.token, body });

async function quoted(who: { token: string }, lines: Record<string, number>, ...codes: string[]) {
  const { path } = await shop.quoted(who, lines);
  for (const code of codes) await send(who, "PUT", `${path}/coupons/${code}`);
  const quote = await send(who, "POST", `${path}/quote`);
  return { path, quote: quote.body, confirmToken: quote.body.confirmToken as string };
}

const usesOf = async (id: string) => (await asDesk("GET", `/api/v1/promotions/${id}`)).body.uses;
const euros = (amount: number) => ({ amount, currency: "EUR" });

describe("what a cart and its order are given off", () => {
  test("P34: names what is taken off, shares it over the lines, and the order is as its quote", async () => {
    const other = await shop.product(tenant, { title: "Stove", price: 1_000, isTracked: false });
    const tenth = await promotion({ value: 1_000, maxUses: 5 }, "WELCOME10");
    const five = await promotion({ kind: "amount", name: "5 off stoves", value: 500, productIds: [other.id] });
    const cart = await quoted(customer, { [variantId]: 1, [other.variantId]: 1 }, "welcome10");
    // In the order of equal priorities the older first: 10 % of 43.33, then 5.00 off the stove.
    expect(cart.quote).toMatchObject({
      discounts: [
        { promotionId: tenth, kind: "percent", label: "A tenth off", code: "WELCOME10", amount: euros(433) },
        { promotionId: five, kind: "amount", label: "5 off stoves", code: null, amount: euros(500) },
      ],
      lines: [
        { discount: euros(333), total: euros(3_000), tax: euros(479) },
        { discount: euros(600), total: euros(400), tax: euros(64) },
      ],
      ...{ subtotal: euros(4_333), discount: euros(933), shipping: euros(490), total: euros(3_890) },
    });
    const { body: order } = await shop.complete(customer, cart);
    const { discounts, discount, subtotal, total, tax } = cart.quote;
    expect(order).toMatchObject({ discounts, discount, subtotal, total, tax });
    expect(order.lines.map((line: { discount: object }) => line.discount)).toEqual([euros(333), euros(600)]);
    const read = await asDesk("GET", `/api/v1/orders/${order.id}`);
    expect(read.body.discounts).toEqual(discounts);
    expect([await usesOf(tenth), await usesOf(five)]).toEqual([1, 1]);
    await requireTrueBooks(owner, shop.stripe, tenant.id);
  });

  test("tax is on what is left, also where prices are without it", async () => {
    await asDesk("PATCH", "/api/v1/shop", { ifVersion: 2, pricesIncludeTax: false, shippingFee: 0 });
    await promotion({ value: 5_000 });
    const { quote } = await quoted(customer, { [variantId]: 1 });
    // Half of 33.33, half a cent away from zero; 19 % of 16.66.
    expect(quote).toMatchObject({ discount: euros(1_667), tax: euros(317), total: euros(1_983) });
  });

  test("what is limited to a category is for what lies below it, and nothing else; what is removed matches nothing", async () => {
    const above = await asDesk("POST", "/api/v1/categories", { name: "Camping" });
    const below = await asDesk("POST", "/api/v1/categories", { name: "Tents", parentId: above.body.id });
    await asDesk("PATCH", `/api/v1/products/${productId}`, { ifVersion: 3, categoryIds: [below.body.id] });
    const other = await shop.product(tenant, { price: 1_000, isTracked: false });
    const spare = await asDesk("POST", "/api/v1/categories", { name: "Sale" });
    await promotion({ value: 1_000, categoryIds: [above.body.id] });
    await promotion({ value: 9_000, categoryIds: [spare.body.id] });
    expect((await asDesk("DELETE", `/api/v1/categories/${spare.body.id}`)).status).toBe(204);
    const { quote } = await quoted(customer, { [variantId]: 1, [other.variantId]: 1 });
    expect(quote.lines).toMatchObject([{ discount: euros(333) }, { discount: euros(0) }]);
    const { quote: without } = await quoted(customer, { [other.variantId]: 1 });
    expect(without).toMatchObject({ discounts: [], discount: euros(0) });
  });

  test("what stands alone wins when it is better; P37: two of free shipping make shipping free once", async () => {
    const free = await promotion({ kind: "free_shipping", name: "Free shipping" });
    const again = await promotion({ kind: "free_shipping", name: "Free shipping, too" });
    await promotion({ kind: "amount", value: 489, combines: false });
    const { quote } = await quoted(customer, { [variantId]: 1 });
    expect(quote.discounts).toMatchObject([{ promotionId: free, kind: "free_shipping", amount: euros(490) }]);
    expect(quote).toMatchObject({ shipping: euros(0), discount: euros(0), total: euros(3_333) });
    const better = await promotion({ kind: "amount", value: 491, combines: false });
    const cart = await quoted(customer, { [variantId]: 1 });
    expect(cart.quote.discounts).toMatchObject([{ promotionId: better, amount: euros(491) }]);
    expect((await shop.complete(customer, cart)).status).toBe(201);
    // P39: only what was taken off was used.
    expect(await Promise.all([free, again, better].map(usesOf))).toEqual([0, 0, 1]);
  });

  test("P36: more than everything leaves an order for nothing, and never less", async () => {
    await promotion({ kind: "amount", name: "A lot", value: 1_000_000 });
    await promotion({ value: 10_000 });
    await promotion({ kind: "free_shipping" });
    const cart = await quoted(customer, { [variantId]: 2 });
    expect(cart.quote).toMatchObject({ discount: euros(6_666), tax: euros(0), total: euros(0) });
    const { body: order, status } = await shop.complete(customer, cart);
    expect([status, order.total]).toEqual([201, euros(0)]);
  });

  test("a quote keeps its discounts while it lasts, also of what was ended; after that what stopped is named", async () => {
    const id = await promotion({ value: 1_000 }, "WELCOME10", "AGAIN");
    const kept = await quoted(customer, { [variantId]: 1 }, "WELCOME10");
    const late = await quoted(customer, { [variantId]: 1 }, "AGAIN");
    await asDesk("POST", `/api/v1/promotions/${id}/end`);
    const { body: order } = await shop.complete(customer, kept);
    expect(order.discount).toEqual(euros(333));
    const again = await send(customer, "POST", `${late.path}/quote`);
    expectProblem(again, "cart_changed");
    expect(again.body.errors).toEqual([{ path: "coupons.AGAIN", message: "has ended" }]);
    await owner.statement("", "update commerce.carts set quote_expires_at = now() where tenant_id = $1", [tenant.id]);
    const refused = await shop.complete(customer, late);
    expectProblem(refused, "cart_changed");
    expect(refused.body.errors).toContainEqual({ path: "coupons.AGAIN", message: "has ended" });
    await send(customer, "DELETE", `${late.path}/coupons/AGAIN`);
    expect((await send(customer, "POST", `${late.path}/quote`)).body).toMatchObject({ discounts: [] });
  });

  test("a cart that has become too small for its coupon is told so", async () => {
    await promotion({ value: 1_000, minimumSubtotal: 6_666 }, "LARGE");
    const { path, quote } = await quoted(customer, { [variantId]: 2 }, "LARGE");
    expect(quote.discount).toEqual(euros(667));
    await send(customer, "PUT", `${path}/lines/${variantId}`, { quantity: 1 });
    const answer = await send(customer, "POST", `${path}/quote`);
    expectProblem(answer, "cart_changed");
    expect(answer.body.errors).toEqual([{ path: "coupons.LARGE", message: "needs goods for 66.66 EUR" }]);
  });

  test("a quote of the release before, which knows no discounts, can be ordered", async () => {
    const cart = await quoted(customer, { [variantId]: 1 });
    await owner.statement("", "update commerce.carts set quote = quote - 'discounts' where quote_token = $1", [
      cart.confirmToken,
    ]);
    expect((await shop.complete(customer, cart)).body).toMatchObject({ discounts: [] });
  });
});

describe("limits", () => {
  /** So many carts of ten customers, quoted: anonymous visitors of one network are only let in so fast. */
  async function cartsOf(count: number, of: string, codes: readonly string[]) {
    const people: { id: string; token: string }[] = [];
    for (let nth = 0; nth < 10; nth += 1) people.push(await shop.chat.customer(tenant));
    const ids = Array.from({ length: count }, () => randomUUID());
    const values = [tenant.id, ids, ids.map((_, at) => people[at % people.length]!.id)];
    await owner.statement(
      "",
      `insert into commerce.carts (tenant_id, id, customer_id, currency)
       select $1, c.id, c.of, 'EUR' from unnest($2::uuid[], $3::uuid[]) as c (id, of)`,
      values,
    );
    await owner.statement(
      "",
      `insert into commerce.cart_lines (tenant_id, cart_id, variant_id, quantity) select $1, unnest($2::uuid[]), $3, 1`,
      [tenant.id, ids, of],
    );
    await owner.statement(
      "",
      `insert into commerce.cart_coupons (tenant_id, cart_id, code, added_at)
       select $1, c.id, k.code, now() from unnest($2::uuid[]) as c (id) cross join unnest($3::text[]) as k (code)`,
      [tenant.id, ids, codes],
    );
    const carts = [];
    for (const [at, id] of ids.entries()) {
      const who = people[at % people.length]!;
      const path = `/api/v1/carts/${id}`;
      const quote = await send(who, "POST", `${path}/quote`);
      carts.push({ who, path, quote: quote.body, confirmToken: quote.body.confirmToken as string });
    }
    return carts;
  }

  /** What is not counted: no lock of stock levels lets one order be made after the other. */
  const uncounted = async () => (await shop.product(tenant, { price: 3_333, isTracked: false })).variantId;

  test.each([
    ["with a coupon", ["WELCOME10"], false],
    ["without one", [], false],
    ["with a coupon, of goods that are counted,", ["WELCOME10"], true],
  ])(
    "P38: of 100 orders at once of a promotion %s with 10 uses 10 have it, and the others nothing",
    async (...given) => {
      const [, codes, isTracked] = given;
      const id = await promotion({ value: 1_000, maxUses: 10 }, ...codes);
      const carts = await cartsOf(100, isTracked ? variantId : await uncounted(), codes);
      expect(carts.every(({ quote }) => quote.discount.amount === 333)).toBe(true);
      const answers = await Promise.all(carts.map((cart) => untilAnswered(() => shop.complete(cart.who, cart))));
      const [placed, refused] = [201, 409].map((status) => answers.filter((answer) => answer.status === status));
      expect([placed!.length, refused!.length]).toEqual([10, 90]);
      expect(placed!.every(({ body }) => body.discount.amount === 333)).toBe(true);
      for (const answer of refused!) {
        expectProblem(answer, "cart_changed");
        const path = codes.length > 0 ? "coupons.WELCOME10" : `promotions.${id}`;
        expect(answer.body.errors).toEqual([{ path, message: "A tenth off is used up" }]);
      }
      expect(await usesOf(id)).toBe(10);
      const { body: stock } = await asDesk("GET", `/api/v1/stock?variantId=${variantId}`);
      expect(stock.items).toMatchObject([{ locationId, allocated: isTracked ? 10 : 0 }]);
      await requireTrueBooks(owner, shop.stripe, tenant.id);
      // Who was refused can order without it.
      const { who, ...cart } = carts[answers.findIndex(({ status }) => status === 409)]!;
      for (const code of codes) await send(who, "DELETE", `${cart.path}/coupons/${code}`);
      const quote = await send(who, "POST", `${cart.path}/quote`);
      const order = await shop.complete(who, { path: cart.path, confirmToken: quote.body.confirmToken });
      expect([order.status, order.body.discount]).toEqual([201, euros(0)]);
    },
  );

  test("P38: of a customer's carts at once only so many have it", async () => {
    const id = await promotion({ value: 1_000, maxUsesPerCustomer: 2 });
    const carts = [];
    const goods = await uncounted();
    for (let nth = 0; nth < 6; nth += 1) carts.push(await quoted(customer, { [goods]: 1 }));
    const answers = await Promise.all(carts.map((cart) => shop.complete(customer, cart)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409, 409, 409]);
    expect(await usesOf(id)).toBe(2);
    const other = await quoted(await shop.chat.customer(tenant), { [variantId]: 1 });
    expect(other.quote.discount).toEqual(euros(333));
    expect((await quoted(customer, { [variantId]: 1 })).quote.discounts).toEqual([]);
  });

  test("P38: two promotions with limits do not wait for each other in a circle", async () => {
    const ids = [
      await promotion({ value: 1_000, maxUses: 20 }, "ONE"),
      await promotion({ value: 500, maxUses: 20, priority: 9 }, "TWO"),
    ];
    const carts = await cartsOf(20, await uncounted(), ["ONE", "TWO"]);
    const answers = await Promise.all(carts.map((cart) => untilAnswered(() => shop.complete(cart.who, cart))));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(await Promise.all(ids.map(usesOf))).toEqual([20, 20]);
  });

  test("P40: a canceled order frees its use once, however often it is canceled", async () => {
    const id = await promotion({ value: 1_000, maxUses: 1 }, "WELCOME10");
    const { body: order } = await shop.complete(customer, await quoted(customer, { [variantId]: 1 }, "WELCOME10"));
    const cancel = () => asDesk("POST", `/api/v1/orders/${order.id}/cancel`, { reason: "by mistake" });
    const canceled = await Promise.all([cancel(), cancel(), cancel()]);
    expect(canceled.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(canceled[0].body.discounts).toHaveLength(1);
    expect(await usesOf(id)).toBe(0);
    const first = await quoted(customer, { [variantId]: 1 }, "WELCOME10");
    const second = await quoted(customer, { [variantId]: 1 }, "WELCOME10");
    expect((await shop.complete(customer, first)).status).toBe(201);
    await cancel();
    expectProblem(await shop.complete(customer, second), "cart_changed");
    expect(await usesOf(id)).toBe(1);
  });

  test("P40: a card that is declined frees the use, so that another card pays with the same quote", async () => {
    const id = await promotion({ value: 1_000, maxUses: 1 }, "WELCOME10");
    const cart = await quoted(customer, { [variantId]: 1 }, "WELCOME10");
    expectProblem(await untilPaid(cart, "pm_card_chargeDeclined"), "payment_declined");
    expect(await usesOf(id)).toBe(0);
    const paid = await untilPaid(cart, "pm_card_visa");
    expect([paid.status, paid.body.total]).toEqual([201, euros(3_490)]);
    expect(await usesOf(id)).toBe(1);
    await requireTrueBooks(owner, shop.stripe, tenant.id);
  });
});

describe("refunds of what was discounted", () => {
  test("P26, P30: units cost their share of what was paid, and the last one ends at it", async () => {
    await promotion({ kind: "amount", name: "5 off", value: 500 });
    const cart = await quoted(customer, { [variantId]: 3 });
    const { body: order } = await untilPaid(cart, "pm_card_visa");
    expect(order).toMatchObject({ discount: euros(500), total: euros(9_999 - 500 + 490) });
    const { body: payments } = await asDesk("GET", `/api/v1/orders/${order.id}/payments`);
    await asDesk("POST", `/api/v1/payments/${payments.items[0].id}/capture`, {}, { "idempotency-key": randomUUID() });
    const lineId = order.lines[0].id as string;
    const amounts = [];
    for (let unit = 0; unit < 3; unit += 1) {
      const body = { orderId: order.id, lines: [{ lineId, quantity: 1 }], reason: "arrived broken" };
      const { body: refund } = await asDesk("POST", "/api/v1/refunds", body, { "idempotency-key": randomUUID() });
      amounts.push(refund.amount.amount);
    }
    expect(amounts).toEqual([3_166, 3_166, 3_167]);
    await requireTrueBooks(owner, shop.stripe, tenant.id);
  });
});

/** Asks again by the same key while the card's provider has not answered. */
async function untilPaid(cart: { path: string; confirmToken: string }, card: string) {
  const key = randomUUID();
  for (;;) {
    const answer = await untilAnswered(() => shop.payByCard(customer, cart, { card, key }));
    if (answer.status !== 202) return answer;
  }
}
