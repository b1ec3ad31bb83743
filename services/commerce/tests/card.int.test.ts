import { setTimeout as delay } from "node:timers/promises";
import type { RouteAnswer } from "@chorus/testing/route-suite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requireTrueBooks } from "./books.ts";
import { asDesk, customer, level, owner, shop, tenant, variantId, withStockedShop } from "./stocked-shop.ts";

withStockedShop({ units: 5, title: "Skarn 2" });
afterEach(async () => {
  shop.stripe.control.set({});
  await requireTrueBooks(owner, shop.stripe, tenant.id);
});

const euros = (amount: number) => ({ amount, currency: "EUR" });
const moved = () => shop.stripe.ledger.map(({ kind, amount }) => [kind, amount]);

describe("an order paid by card", () => {
  test("P15: is placed when the card is authorised, with the next number", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 2 });
    const placed = await shop.payByCard(customer, cart);
    expect(placed.status).toBe(201);
    expect(placed.body).toMatchObject({
      number: 1_001,
      status: "placed",
      paymentStatus: "authorized",
      total: euros(20_000),
    });
    expect(await level()).toMatchObject({ onHand: 5, allocated: 2, held: 0 });
    expect(moved().slice(-1)).toEqual([["authorized", 20_000]]);
    const { body } = await asDesk("GET", `/api/v1/orders/${placed.body.id}/timeline`);
    expect(body.items).toMatchObject([
      { kind: "order.placed", actor: { type: "customer", id: customer.id } },
      { kind: "payment.authorized" },
    ]);
  });

  test("P45: of a declined card nothing is left: stock, cart and numbers are as before, and another card pays", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 2 });
    const before = await level();
    const declined = await shop.payByCard(customer, cart, { card: "pm_card_chargeDeclined" });
    expect([declined.status, declined.body.code]).toEqual([402, "payment_declined"]);
    expect(declined.body.detail).toContain("declined");
    expect({ ...(await level()), changedAt: null }).toEqual({ ...before, changedAt: null });
    const { body } = await shop.send("GET", cart.path, { token: customer.token });
    expect(body).toMatchObject({ status: "open", orderId: null });
    expect((await asDesk("GET", "/api/v1/orders")).body.items).toEqual([]);
    const placed = await shop.payByCard(customer, cart);
    expect([placed.status, placed.body.number]).toEqual([201, 1_001]);
  });

  test("a card's number is not taken, and one that the provider does not know is declined", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 1 });
    for (const card of ["4242424242424242", "4242-4242-4242-4242", "_4242424242424242"]) {
      const { status, body } = await shop.payByCard(customer, cart, { card });
      expect([status, body.errors[0].path]).toEqual([422, "payment.token"]);
      expect(body.detail).toContain("never a number");
    }
    const unknown = await shop.payByCard(customer, cart, { card: "pm_none" });
    expect([unknown.status, unknown.body.code]).toEqual([402, "payment_declined"]);
  });

  test("P10, P11, P13: 50 at once make one order, of one payment that is asked for once", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 1 });
    const before = shop.stripe.ledger.length;
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => untilAnswered(() => shop.payByCard(customer, cart))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array.from({ length: 49 }, () => 200), 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(shop.stripe.ledger.length).toBe(before + 1);
    expect(await level()).toMatchObject({ allocated: 1, held: 0 });
  }, 60_000);

  test("P10: while the provider is slow the answer is 202, and the same request again gives the same order", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 1 });
    shop.stripe.control.set({ delayMs: 7_000 });
    const pending = await shop.payByCard(customer, cart, { key: "the same" });
    expect([pending.status, pending.body]).toEqual([
      202,
      { orderId: expect.any(String), cartId: cart.id, state: "running" },
    ]);
    expect((await shop.send("GET", `/api/v1/orders/${pending.body.orderId}`, { token: customer.token })).status).toBe(
      404,
    );
    const put = await shop.send("PUT", `${cart.path}/lines/${variantId}`, {
      token: customer.token,
      body: { quantity: 3 },
    });
    expect(put.body).toMatchObject({ code: "conflict", detail: expect.stringContaining("is being paid") });
    const placed = await shop.payByCard(customer, cart, { key: "the same" });
    expect([placed.status, placed.body.id]).toEqual([200, pending.body.orderId]);
  }, 30_000);

  test("of what its holder has to agree to waits, is given up in time, and leaves nothing", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 2 });
    const waiting = await shop.payByCard(customer, cart, { card: "pm_card_authenticationRequired" });
    expect([waiting.status, waiting.body.state]).toEqual([202, "waiting"]);
    expect(await level()).toMatchObject({ allocated: 2 });
    const { body } = await asDesk("GET", "/api/v1/sagas?state=waiting");
    expect(body.items).toMatchObject([{ kind: "place_order", orderId: waiting.body.orderId, position: 1 }]);
    // The tokens of these tests end with that quarter of an hour: only the database can be asked.
    const saga = () =>
      owner.statement("", "select state, refusal->>'detail' as detail from commerce.sagas where id = $1", [
        body.items[0].id,
      ]);
    const isWaiting = [{ state: "waiting", detail: null }];
    expect(await saga()).toEqual(isWaiting);
    shop.pass(15 * 60_000 + 1);
    const isGivenUp = [{ state: "reverted", detail: "The payment was not confirmed in time." }];
    await expect.poll(saga, { timeout: 15_000 }).toEqual(isGivenUp);
    shop.rewind();
    expect(await level()).toMatchObject({ allocated: 0 });
    const again = await shop.send("POST", `${cart.path}/quote`, { token: customer.token });
    const { confirmToken } = again.body;
    expect((await shop.payByCard(customer, { ...cart, confirmToken })).status).toBe(201);
  }, 30_000);

  test("of nothing, and with a token that is none, is refused before anything happens", async () => {
    const free = await shop.product(tenant, { price: 0, isTracked: false });
    const cart = await shop.quoted(customer, { [free.variantId]: 1 });
    expect((await shop.payByCard(customer, cart)).body.code).toBe("not_available");
    expect((await shop.payByCard(customer, cart, { card: "4242 4242 4242 4242" })).body.code).toBe("invalid");
  });
});

describe("what was authorised by card", () => {
  let order: { id: string; number: number };
  let paymentId: string;

  beforeEach(async () => {
    order = (await shop.payByCard(customer, await shop.quoted(customer, { [variantId]: 2 }))).body;
    const { body } = await asDesk("GET", `/api/v1/orders/${order.id}/payments`);
    paymentId = body.items[0].id;
  });

  test("is a payment of its order, for the desk alone", async () => {
    const { body } = await asDesk("GET", `/api/v1/orders/${order.id}/payments`);
    expect(body.items).toMatchObject([
      { method: "card", state: "authorized", amount: euros(20_000), captured: euros(0) },
    ]);
    const asked = { token: customer.token };
    expect((await shop.send("GET", `/api/v1/orders/${order.id}/payments`, asked)).body.code).toBe("forbidden");
  });

  const capture = (body: object = {}, key: string = crypto.randomUUID()) =>
    asDesk("POST", `/api/v1/payments/${paymentId}/capture`, body, { "idempotency-key": key });
  const orderNow = async () => (await asDesk("GET", `/api/v1/orders/${order.id}`)).body;
  const kinds = async () =>
    (await asDesk("GET", `/api/v1/orders/${order.id}/timeline`)).body.items.map((one: { kind: string }) => one.kind);

  test("P12: is taken once, whoever asks how often, and what the provider tells by itself changes nothing", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => untilAnswered(() => capture())));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({
      state: "captured",
      captured: euros(20_000),
    });
    await shop.stripe.webhooks.settled();
    expect(await orderNow()).toMatchObject({ paymentStatus: "paid", paid: euros(20_000) });
    expect(await kinds()).toEqual(["order.placed", "payment.authorized", "payment.captured"]);
    expect(moved().slice(-2)).toEqual([
      ["authorized", 20_000],
      ["captured", 20_000],
    ]);
    const canceled = await asDesk("POST", `/api/v1/orders/${order.id}/cancel`, { reason: "mistake" });
    expect(canceled.body).toMatchObject({ code: "conflict", detail: expect.stringContaining("refund") });
  });

  test("P12: in part, and never more than was authorised; the same key answers the same", async () => {
    expect((await capture({ amount: 20_001 })).body.errors).toMatchObject([{ path: "amount" }]);
    expect((await asDesk("POST", `/api/v1/payments/${paymentId}/capture`, {})).body.code).toBe("invalid");
    const first = await capture({ amount: 5_000 }, "one key");
    expect(first.body).toMatchObject({ state: "captured", captured: euros(5_000) });
    expect((await capture({ amount: 5_000 }, "one key")).body).toEqual(first.body);
    await shop.stripe.webhooks.settled();
    expect(await orderNow()).toMatchObject({ paymentStatus: "partially_paid", paid: euros(5_000) });
  });

  test("P12: goes back, and is then taken no more", async () => {
    const voided = await asDesk("POST", `/api/v1/payments/${paymentId}/void`);
    expect(voided.body).toMatchObject({ state: "voided" });
    expect((await capture()).body.code).toBe("conflict");
    expect(await orderNow()).toMatchObject({ status: "placed", paymentStatus: "voided" });
  });

  test("P46, P48: goes back when the order is canceled, once, however often that is asked", async () => {
    const cancel = () => asDesk("POST", `/api/v1/orders/${order.id}/cancel`, { reason: "ordered by mistake" });
    const answers = await Promise.all(Array.from({ length: 5 }, () => untilAnswered(cancel)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await orderNow()).toMatchObject({ status: "canceled", paymentStatus: "voided" });
    expect(await level()).toMatchObject({ onHand: 5, allocated: 0, available: 5 });
    expect(await kinds()).toEqual(["order.placed", "payment.authorized", "order.canceled", "payment.voided"]);
    expect(moved().slice(-1)).toEqual([["canceled", 20_000]]);
  });

  test("is not for agents to move, and the payment of another company is none", async () => {
    const { token } = await shop.chat.person(tenant, "agent");
    expect((await shop.send("POST", `/api/v1/payments/${paymentId}/void`, { token })).body.code).toBe("forbidden");
    const elsewhere = await shop.chat.tenant();
    const asked = { token: elsewhere.owner.token };
    expect((await shop.send("POST", `/api/v1/payments/${paymentId}/void`, asked)).body.code).toBe("not_found");
  });

  test("what was agreed with the shop no provider can move", async () => {
    const { body } = await shop.complete(customer, await shop.quoted(customer, { [variantId]: 1 }));
    const { body: payments } = await asDesk("GET", `/api/v1/orders/${body.id}/payments`);
    const answer = await asDesk("POST", `/api/v1/payments/${payments.items[0].id}/void`);
    expect(answer.body.code).toBe("conflict");
  });
});

/** Repeats wait for each other: a key that is at work, or a payment that is being moved, is asked again. */
async function untilAnswered(ask: () => Promise<RouteAnswer>): Promise<RouteAnswer> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503 && answer.body?.retryMs === undefined) return answer;
    await delay(answer.body.retryMs ?? 50);
  }
}
