import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requireTrueBooks } from "./books.ts";
import { AUTHORISED, CANCELED, captured, eventOf, paymentOf, tell } from "./repairing.ts";
import { asDesk, customer, level, owner, shop, tenant, variantId, withStockedShop } from "./stocked-shop.ts";

let order: { id: string };
let paymentId: string;
let intentId: string;

withStockedShop({ units: 5 });
beforeEach(async () => {
  shop.stripe.webhooks.set({});
  order = (await shop.payByCard(customer, await shop.quoted(customer, { [variantId]: 1 }))).body;
  ({ id: paymentId, intent_id: intentId } = await paymentOf(order.id));
});
afterEach(() => shop.stripe.control.set({}));

const move = (how: "capture" | "void", key: string, body?: object) =>
  asDesk("POST", `/api/v1/payments/${paymentId}/${how}`, body, { "idempotency-key": key });
const paymentNow = async () => (await asDesk("GET", `/api/v1/orders/${order.id}/payments`)).body.items[0];
const orderNow = async () => (await asDesk("GET", `/api/v1/orders/${order.id}`)).body;
const cancel = () => asDesk("POST", `/api/v1/orders/${order.id}/cancel`, { reason: "mistake" });
const kinds = async () =>
  (await asDesk("GET", `/api/v1/orders/${order.id}/timeline`)).body.items.map((one: { kind: string }) => one.kind);

describe("taking and giving back, asked again by the same key", () => {
  test.each([
    ["capture", { amount: 4_000 }, "captured"],
    ["void", undefined, "voided"],
  ] as const)(
    "%s: after a 202 answers what became of it, by another key that it was",
    async (how, body, state) => {
      shop.stripe.control.set({ delayMs: 7_000 });
      expect(await move(how, "one key", body)).toMatchObject({ status: 202, body: { underWay: how } });
      expect(await paymentNow()).toMatchObject({ state: "authorized", underWay: how });
      const answers: unknown[] = [];
      const ask = async () => {
        const answer = await move(how, "one key", body);
        answers.push(answer.status);
        return answer.body.state;
      };
      await expect.poll(ask, { timeout: 20_000 }).toBe(state);
      expect(new Set([...answers, 202])).toEqual(new Set([202, 200]));
      expect((await move(how, "one key", body)).status).toBe(200);
      expect((await move(how, "another key", body)).status).toBe(409);
      expect(await paymentNow()).toMatchObject({ state, underWay: null });
      await requireTrueBooks(owner, shop.stripe, tenant.id);
    },
    40_000,
  );

  test("is answered also when its answer was lost, and refused for another amount", async () => {
    expect((await move("capture", "one key", { amount: 4_000 })).status).toBe(200);
    const lost = "delete from idempotency_keys where tenant_id = $1 and key = 'one key'";
    await owner.statement("", lost, [tenant.id]);
    expect((await move("capture", "one key", { amount: 4_000 })).status).toBe(200);
    await owner.statement("", lost, [tenant.id]);
    expect((await move("capture", "one key", { amount: 5_000 })).status).toBe(409);
    await requireTrueBooks(owner, shop.stripe, tenant.id);
  });
});

describe("an order whose payment is a mismatch", () => {
  beforeEach(() => tell(eventOf(captured(9_999), { paymentId, intentId, amount: 9_999 })));

  test("is not canceled, and says what to do: its goods stay promised", async () => {
    expect(await orderNow()).toMatchObject({ paymentStatus: "mismatch" });
    expect((await orderNow()).allowedActions).not.toContain("cancel");
    const { status, body } = await cancel();
    expect([status, body.code, body.detail]).toEqual([409, "conflict", expect.stringContaining("another amount")]);
    expect(await level()).toMatchObject({ allocated: 1 });
    expect(await orderNow()).toMatchObject({ status: "placed", paymentStatus: "mismatch" });
  });

  test("stays one, whatever comes, until the provider says that all went back", async () => {
    await tell(eventOf(AUTHORISED, { paymentId, intentId }));
    expect(await orderNow()).toMatchObject({ paymentStatus: "mismatch" });
    shop.stripe.cancel(intentId);
    await tell(eventOf(CANCELED, { paymentId, intentId, amount: 9_999 }));
    expect((await cancel()).body).toMatchObject({ status: "canceled" });
  });
});

test("the timeline says once that a payment went back", async () => {
  expect((await move("void", "one key")).status).toBe(200);
  expect((await cancel()).body).toMatchObject({ status: "canceled", paymentStatus: "voided" });
  expect(await kinds()).toEqual(["order.placed", "payment.authorized", "payment.voided", "order.canceled"]);
  await requireTrueBooks(owner, shop.stripe, tenant.id);
});

test("what was agreed with the shop is voided once, in the order's own cancellation", async () => {
  order = (await shop.complete(customer, await shop.quoted(customer, { [variantId]: 1 }))).body;
  expect((await cancel()).body).toMatchObject({ status: "canceled", paymentStatus: "voided" });
  expect(await kinds()).toEqual(["order.placed", "payment.authorized", "order.canceled", "payment.voided"]);
});
