import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requireTrueBooks } from "./books.ts";
import { capturePayment, paymentOf } from "./repairing.ts";
import { asDesk, customer, owner, shop, tenant, variantId, withStockedShop } from "./stocked-shop.ts";

withStockedShop({ units: 20, price: 3_333 });

interface Line {
  id: string;
  quantity: number;
}
let order: { id: string; number: number; lines: Line[] };
let paymentId: string;

beforeEach(async () => {
  shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe` });
  const placed = await shop.payByCard(customer, await shop.quoted(customer, { [variantId]: 3 }));
  order = placed.body;
  ({ id: paymentId } = await paymentOf(order.id));
});
afterEach(async () => {
  shop.stripe.control.set({});
  await requireTrueBooks(owner, shop.stripe, tenant.id);
});

const euros = (amount: number) => ({ amount, currency: "EUR" });
const refund = (body: object, key: string = randomUUID()) =>
  asDesk(
    "POST",
    "/api/v1/refunds",
    { orderId: order.id, reason: "arrived broken", ...body },
    { "idempotency-key": key },
  );
const units = (quantity: number) => ({ lines: [{ lineId: order.lines[0]!.id, quantity }] });
const orderNow = async () => (await asDesk("GET", `/api/v1/orders/${order.id}`)).body;
const refundsNow = async () => (await asDesk("GET", `/api/v1/orders/${order.number}/refunds`)).body.items;
const timeline = async () =>
  (await asDesk("GET", `/api/v1/orders/${order.id}/timeline`)).body.items.map(({ kind }: { kind: string }) => kind);
const cancel = () => asDesk("POST", `/api/v1/orders/${order.id}/cancel`, { reason: "mistake" });

describe("money that goes back", () => {
  beforeEach(() => capturePayment(paymentId));

  test("all of it: the order says so, can be canceled then, and its timeline says who wanted it and why", async () => {
    expect((await orderNow()).allowedActions).toContain("refund");
    expect((await cancel()).status).toBe(409);
    const { status, body } = await refund({ ...units(3) });
    expect([status, body]).toMatchObject([
      201,
      {
        ...{ orderId: order.id, paymentId, state: "succeeded", amount: euros(9_999), shipping: euros(0) },
        lines: [{ lineId: order.lines[0]!.id, quantity: 3, amount: euros(9_999) }],
        actor: { type: "user", id: tenant.owner.id },
      },
    ]);
    expect(await refundsNow()).toEqual([body]);
    const { allowedActions, ...now } = await orderNow();
    expect(now).toMatchObject({ paymentStatus: "refunded", paid: euros(9_999), refunded: euros(9_999) });
    expect([allowedActions.includes("refund"), allowedActions.includes("cancel")]).toEqual([false, true]);
    const { body: events } = await asDesk("GET", `/api/v1/orders/${order.id}/timeline`);
    expect(events.items.slice(3)).toMatchObject([
      { kind: "payment.refund_requested", reason: "arrived broken", actor: { type: "user", id: tenant.owner.id } },
      { kind: "payment.refunded", reason: null },
    ]);
    expect((await cancel()).body).toMatchObject({ status: "canceled", paymentStatus: "refunded" });
  });

  test("P20, P21: by amount, up to what is left, which a refusal names", async () => {
    expect((await refund({ amount: 4_000 })).body).toMatchObject({
      state: "succeeded",
      lines: [],
      amount: euros(4_000),
    });
    expect(await orderNow()).toMatchObject({ paymentStatus: "partially_refunded", refunded: euros(4_000) });
    const more = await refund({ amount: 6_000 });
    expect([more.status, more.body.detail]).toEqual([
      409,
      "60.00 EUR is more than what is left of the payment: 59.99 EUR.",
    ]);
    expect((await refund(units(3))).status).toBe(409);
    expect((await refund({ amount: 5_999 })).status).toBe(201);
    expect(await orderNow()).toMatchObject({ paymentStatus: "refunded", refunded: euros(9_999) });
  });

  test("P20: many at once never give back more than was taken", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => untilNotBusy(() => refund({ amount: 3_333 }))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409, 409]);
    expect(await orderNow()).toMatchObject({ paymentStatus: "refunded" });
  }, 60_000);

  test.each([
    ["both lines and an amount", () => ({ ...units(1), amount: 1 }), 422],
    ["neither", () => ({}), 422],
    ["shipping with an amount", () => ({ amount: 1, shipping: true }), 422],
    ["a line twice", () => ({ lines: [...units(1).lines, ...units(1).lines] }), 422],
    ["no line at all", () => ({ lines: [] }), 422],
    ["P25: an amount of nothing", () => ({ amount: 0 }), 422],
    ["a line of no order", () => ({ lines: [{ lineId: randomUUID(), quantity: 1 }] }), 422],
    ["P22: more units than there are", () => units(4), 409],
    ["P20: more than was taken", () => ({ amount: 10_000 }), 409],
    ["shipping that was free", () => ({ lines: [], shipping: true }), 409],
    ["an order that is not there", () => ({ orderId: randomUUID(), amount: 1 }), 404],
  ])("%s is refused, and nothing has happened", async (_, body, status) => {
    const before = [await orderNow(), await timeline()];
    expect((await refund(body())).status).toBe(status);
    expect([await orderNow(), await timeline(), await refundsNow()]).toEqual([...before, []]);
  });

  test("another company gives nothing of it back, and does not learn that it is there", async () => {
    const { owner: stranger } = await shop.chat.tenant();
    const headers = { "idempotency-key": randomUUID() };
    const body = { orderId: order.id, amount: 100, reason: "?" };
    const answer = await shop.send("POST", "/api/v1/refunds", { token: stranger.token, body, headers });
    expect(answer.body).toMatchObject({ status: 404, code: "not_found" });
    expect(await refundsNow()).toEqual([]);
  });

  test("without a key nothing is given back", async () => {
    const answer = await asDesk("POST", "/api/v1/refunds", { orderId: order.id, amount: 1, reason: "?" });
    expect(answer.status).toBe(422);
    expect(await refundsNow()).toEqual([]);
  });

  test("of an erased customer it is still done, and their reason is written nowhere", async () => {
    const erase = `/api/v1/customers/${customer.id}/erase`;
    expect((await shop.chat.request("POST", erase, { token: tenant.owner.token })).status).toBe(200);
    expect((await refund({ amount: 100, reason: "canary-of-a-refund" })).status).toBe(201);
    expect(await shop.chat.rowsWith("canary-of-a-refund")).toEqual([]);
  });

  test("a reason given before goes with its customer", async () => {
    expect((await refund({ amount: 100, reason: "canary-of-a-reason" })).status).toBe(201);
    expect(await shop.chat.rowsWith("canary-of-a-reason")).not.toEqual([]);
    await shop.chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token: tenant.owner.token });
    expect(await shop.chat.rowsWith("canary-of-a-reason")).toEqual([]);
  });

  test("who may not refund is not offered it, and a key that may do nothing else is", async () => {
    const agent = (await shop.chat.person(tenant, "agent")).token;
    const { body } = await shop.send("GET", `/api/v1/orders/${order.id}`, { token: agent });
    expect(body.allowedActions).not.toContain("refund");
    const token = await shop.apiKey(tenant, ["orders:read", "refunds:write"]);
    expect((await shop.send("GET", `/api/v1/orders/${order.id}`, { token })).body.allowedActions).toEqual(["refund"]);
  });
});

describe("with tax and shipping", () => {
  beforeEach(async () => {
    const { body: settings } = await asDesk("GET", "/api/v1/shop");
    const charges = { shippingFee: 500, freeShippingFrom: null, pricesIncludeTax: false };
    const taxRates = [{ taxClass: "standard", rate: 190_000 }];
    await asDesk("PATCH", "/api/v1/shop", { ifVersion: settings.version, ...charges, taxRates });
    order = (await shop.payByCard(customer, await shop.quoted(customer, { [variantId]: 3 }))).body;
    ({ id: paymentId } = await paymentOf(order.id));
    await capturePayment(paymentId);
  });

  test("P24, P26, P29, P30: unit by unit, in the end exactly what was paid", async () => {
    const amounts = [];
    for (let unit = 0; unit < 3; unit += 1) amounts.push((await refund(units(1))).body.amount.amount);
    expect(amounts).toEqual([3_966, 3_966, 3_967]);
    expect((await refund(units(1))).body.detail).toContain("has been given back already");
    expect(await orderNow()).toMatchObject({ paymentStatus: "partially_refunded", refunded: euros(11_899) });
  });

  test("shipping is given back once, with its tax, and alone too", async () => {
    const { total, lines } = await orderNow();
    const cost = total.amount - lines[0].total.amount;
    expect(cost).toBe(595);
    const given = await refund({ lines: [], shipping: true });
    expect(given.body).toMatchObject({ amount: euros(cost), shipping: euros(cost), lines: [] });
    expect((await refund({ ...units(1), shipping: true })).body.detail).toContain("Shipping has been given back");
    expect((await refund(units(3))).body.amount).toEqual(lines[0].total);
    expect(await orderNow()).toMatchObject({ paymentStatus: "refunded", refunded: total });
  });
});

describe("what was not taken is not given back", () => {
  test("authorised only, canceled, and agreed with the shop", async () => {
    expect((await refund({ amount: 1 })).body.detail).toContain("has been taken yet");
    expect((await cancel()).status).toBe(200);
    expect((await refund({ amount: 1 })).body.detail).toContain("has been taken yet");
    order = (await shop.complete(customer, await shop.quoted(customer, { [variantId]: 1 }))).body;
    expect((await orderNow()).allowedActions).not.toContain("refund");
    expect((await refund(units(1))).body.detail).toContain("agreed between the shop and its customer");
    expect(await refundsNow()).toEqual([]);
  });

  test("P20, P28: of a part that was taken no more than that", async () => {
    await capturePayment(paymentId, { amount: 5_000 });
    expect((await refund(units(3))).body.detail).toContain("left of the payment: 50.00 EUR");
    expect((await refund(units(1))).status).toBe(201);
    expect(await orderNow()).toMatchObject({ paymentStatus: "partially_refunded", refunded: euros(3_333) });
    expect((await refund({ amount: 1_667 })).status).toBe(201);
    expect(await orderNow()).toMatchObject({ paymentStatus: "refunded" });
  });
});

/** The same request, as long as the payment is being moved by another one. */
async function untilNotBusy(ask: () => ReturnType<typeof refund>): ReturnType<typeof refund> {
  const answer = await ask();
  return answer.status === 409 && answer.body.detail.includes("just being changed") ? untilNotBusy(ask) : answer;
}
