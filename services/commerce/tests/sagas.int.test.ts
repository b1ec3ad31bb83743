import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { requireTrueBooks } from "./books.ts";
import { startShop } from "./harness.ts";
import { comesTo, paymentOf, repair, sagaNow, sagasOf, untilStuck } from "./repairing.ts";
import { asDesk, customer, level, owner, shop, tenant, variantId, withStockedShop } from "./stocked-shop.ts";

let cart: { id: string; path: string; confirmToken: string };

withStockedShop({ units: 5 });
beforeEach(async () => {
  cart = await shop.quoted(customer, { [variantId]: 2 });
  shop.stripe.webhooks.set({});
});
afterEach(async () => {
  shop.stripe.control.set({});
  await requireTrueBooks(owner, shop.stripe, tenant.id);
});

/** An order by card whose provider does not work, until a person is needed. */
async function stuck(how: object = { failureRate: 1, failureCode: 500 }): Promise<{ id: string; orderId: string }> {
  shop.stripe.control.set(how);
  const { body } = await shop.payByCard(customer, cart);
  const saga = await untilStuck();
  shop.stripe.control.set({});
  expect(saga).toMatchObject({ kind: "place_order", orderId: body.orderId, position: 1, isReverting: false });
  return saga;
}

describe("a saga that is stuck", () => {
  test("P55: is seen with its step and error, and goes on when it is retried: one order, one payment", async () => {
    const { id, orderId } = await stuck();
    expect(await sagaNow(id)).toMatchObject({
      error: "StripeAPIError",
      steps: [
        { name: "promise", state: "done" },
        { name: "authorise", state: "prepared" },
      ],
    });
    const metrics = await (await fetch(`${shop.url}/metrics`)).text();
    expect(metrics).toMatch(/chorus_sagas_stuck_total\{kind="place_order",service="commerce"\} [1-9]/);
    await asDesk("POST", `/api/v1/sagas/${id}/retry`);
    await comesTo(id, "done");
    const again = await shop.payByCard(customer, cart);
    expect([again.status, again.body.id]).toEqual([200, orderId]);
    const log = await shop.chat.request("GET", "/api/v1/audit-log?limit=20", { token: tenant.owner.token });
    expect(log.body.items.filter(({ action }: { action: string }) => action.startsWith("saga."))).toMatchObject([
      { action: "saga.retry", target: { type: "saga", id }, actor: { id: tenant.owner.id } },
    ]);
  }, 60_000);

  test("P45: is given up: what the provider had authorised goes back, and stock and cart are as before", async () => {
    const before = await level();
    const { id } = await stuck({ vanishes: true });
    await asDesk("POST", `/api/v1/sagas/${id}/compensate`);
    await comesTo(id, "reverted");
    expect((await asDesk("POST", `/api/v1/sagas/${id}/compensate`)).body.code).toBe("conflict");
    expect({ ...(await level()), changedAt: null }).toEqual({ ...before, changedAt: null });
    expect((await shop.send("GET", cart.path, { token: customer.token })).body).toMatchObject({ status: "open" });
    expect(shop.stripe.ledger.slice(-2).map(({ kind }) => kind)).toEqual(["authorized", "canceled"]);
    expect((await shop.payByCard(customer, cart)).body.number).toBe(1_001);
  }, 60_000);

  test("P53: nothing is done any more once it is being undone, whatever the provider answers late", async () => {
    shop.stripe.control.set({ delayMs: 3_000 });
    const waiting = shop.payByCard(customer, cart);
    await expect.poll(async () => (await sagasOf("running"))[0]?.steps.length, { timeout: 5_000 }).toBe(2);
    const [{ id }] = await sagasOf("running");
    await asDesk("POST", `/api/v1/sagas/${id}/compensate`);
    await comesTo(id, "reverted");
    const { status } = await waiting;
    expect([202, 402]).toContain(status);
    expect((await asDesk("GET", "/api/v1/orders")).body.items).toEqual([]);
    expect(await level()).toMatchObject({ allocated: 0, held: 2 });
    expect((await sagaNow(id)).steps).toMatchObject([
      { name: "promise", direction: "do", state: "done" },
      { name: "promise", direction: "undo", state: "done" },
      { name: "authorise", direction: "do" },
      { name: "authorise", direction: "undo", state: "done" },
    ]);
  }, 60_000);

  test("after a final step only goes forward: a canceled order stays canceled, and its payment goes back later", async () => {
    const { body: order } = await shop.payByCard(customer, cart);
    shop.stripe.control.set({ failureRate: 1, failureCode: 500 });
    const canceled = await asDesk("POST", `/api/v1/orders/${order.id}/cancel`, { reason: "mistake" });
    expect(canceled.body).toMatchObject({ status: "canceled", paymentStatus: "authorized" });
    const [saga] = (await asDesk("GET", "/api/v1/sagas")).body.items;
    expect(saga).toMatchObject({ kind: "cancel_order", state: "running" });
    const refused = await asDesk("POST", `/api/v1/sagas/${saga.id}/compensate`);
    expect(refused.body).toMatchObject({ code: "conflict", detail: expect.stringContaining("no way back") });
    expect((await asDesk("POST", `/api/v1/sagas/${saga.id}/skip`)).body.code).toBe("conflict");
    shop.stripe.control.set({});
    await asDesk("POST", `/api/v1/sagas/${saga.id}/retry`);
    await comesTo(saga.id, "done");
    expect((await asDesk("GET", `/api/v1/orders/${order.id}`)).body).toMatchObject({ paymentStatus: "voided" });
  }, 60_000);

  test("a step that was done by hand is skipped: what became of its payment the provider says", async () => {
    const { body: order } = await shop.payByCard(customer, cart);
    const { id: paymentId, intent_id: intentId } = await paymentOf(order.id);
    shop.stripe.control.set({ failureRate: 1, failureCode: 500 });
    const asked = asDesk("POST", `/api/v1/payments/${paymentId}/void`);
    const { id } = await untilStuck();
    expect((await asked).status).toBe(202);
    shop.stripe.cancel(intentId);
    expect((await repair(id, "skip")).body.state).toBe("done");
    expect((await sagaNow(id)).steps).toMatchObject([{ name: "void", state: "skipped" }]);
    expect(await paymentOf(order.id)).toMatchObject({ state: "authorized" });
    expect((await asDesk("GET", `/api/v1/orders/${order.id}`)).body).toMatchObject({
      ...{ status: "placed", paymentStatus: "authorized" },
    });
    shop.stripe.control.set({});
    const voided = await asDesk("POST", `/api/v1/payments/${paymentId}/void`);
    expect([voided.status, voided.body.state]).toEqual([200, "voided"]);
    expect(shop.stripe.ledger.filter(({ intent }) => intent === intentId).map(({ kind }) => kind)).toEqual([
      "authorized",
      "canceled",
    ]);
  }, 60_000);

  test("giving back that was done by hand is skipped while an order is given up: its units come back, and the cart", async () => {
    shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe`, isHeld: true });
    const { id, orderId } = await stuck({ vanishes: true });
    shop.stripe.control.set({ failureRate: 1, failureCode: 500 });
    await repair(id, "compensate");
    await untilStuck();
    // It tells of the authorisation, and cancels nothing.
    await shop.stripe.webhooks.release();
    const paid = async () => (await paymentOf(orderId)).state;
    await expect.poll(paid, { timeout: 15_000 }).toBe("authorized");
    expect(await untilStuck()).toMatchObject({ id, position: 1, isReverting: true });
    shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe`, isHeld: true });
    shop.stripe.cancel((await paymentOf(orderId)).intent_id);
    expect((await repair(id, "skip")).status).toBe(200);
    await comesTo(id, "reverted");
    expect(await level()).toMatchObject({ allocated: 0 });
    expect((await shop.send("GET", cart.path, { token: customer.token })).body).toMatchObject({ status: "open" });
    await shop.stripe.webhooks.release();
    await expect.poll(paid, { timeout: 15_000 }).toBe("voided");
  }, 60_000);

  test("no other step is skipped: no order is placed unpaid, and no units are lost", async () => {
    const { id } = await stuck();
    const refused = await repair(id, "skip");
    expect(refused.body).toMatchObject({ code: "conflict", detail: expect.stringContaining("cannot be skipped") });
    for (const place of ["position = 2", "position = 0, is_reverting = true"]) {
      await owner.statement("", `update commerce.sagas set ${place} where id = $1`, [id]);
      expect((await repair(id, "skip")).body).toMatchObject({ detail: expect.stringContaining("cannot be skipped") });
    }
    await owner.statement("", "update commerce.sagas set position = 1, is_reverting = false where id = $1", [id]);
    expect(await level()).toMatchObject({ allocated: 2 });
    await repair(id, "retry");
    await comesTo(id, "done");
  }, 60_000);

  test("without an authorisation no order is placed, wherever its saga is", async () => {
    const { id } = await stuck();
    await owner.statement("", "update commerce.sagas set position = 2 where id = $1", [id]);
    await repair(id, "retry");
    await expect.poll(async () => (await sagaNow(id)).error, { timeout: 15_000 }).toBe("SagaNeedsPerson");
    await comesTo(id, "stuck");
    expect((await asDesk("GET", "/api/v1/orders")).body.items).toEqual([]);
    await repair(id, "compensate");
    await comesTo(id, "reverted");
    expect(await level()).toMatchObject({ allocated: 0 });
  }, 60_000);

  test("of a canceled order nothing is taken, also when its payment was not given back", async () => {
    const { body: order } = await shop.payByCard(customer, cart);
    const { id: paymentId } = await paymentOf(order.id);
    shop.stripe.control.set({ failureRate: 1, failureCode: 500 });
    const canceling = asDesk("POST", `/api/v1/orders/${order.id}/cancel`, { reason: "mistake" });
    const { id } = await untilStuck();
    await canceling;
    await repair(id, "skip");
    shop.stripe.control.set({});
    const key = { "idempotency-key": "take it" };
    const taken = await asDesk("POST", `/api/v1/payments/${paymentId}/capture`, {}, key);
    expect(taken.body).toMatchObject({ code: "conflict", detail: expect.stringContaining("canceled") });
    expect((await asDesk("POST", `/api/v1/payments/${paymentId}/void`)).body).toMatchObject({ state: "voided" });
  }, 60_000);

  test("what cannot be undone is not given up: it can only go on", async () => {
    const { body: order } = await shop.payByCard(customer, cart);
    const { id: paymentId } = await paymentOf(order.id);
    for (const [how, body, headers] of [
      ["capture", {}, { "idempotency-key": "a capture" }],
      ["void", undefined, {}],
    ] as const) {
      shop.stripe.control.set({ failureRate: 1, failureCode: 500 });
      const asked = asDesk("POST", `/api/v1/payments/${paymentId}/${how}`, body, headers);
      const { id } = await untilStuck();
      await asked;
      expect((await repair(id, "compensate")).body).toMatchObject({
        ...{ code: "conflict", detail: expect.stringContaining("no way back") },
      });
      // Its payment is free for the next one.
      await owner.statement("", "update commerce.sagas set state = 'reverted' where id = $1", [id]);
    }
    shop.stripe.control.set({});
  }, 60_000);

  test("goes on by itself when the provider tells what it waits for", async () => {
    shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe`, isHeld: true });
    const { id, orderId } = await stuck({ vanishes: true });
    await shop.stripe.webhooks.release();
    await comesTo(id, "done");
    expect((await asDesk("GET", `/api/v1/orders/${orderId}`)).body).toMatchObject({ number: 1_001 });
  }, 60_000);

  test("has ended together with its last step: nobody comes between", async () => {
    const { body: order } = await shop.payByCard(customer, cart);
    const { id: paymentId } = await paymentOf(order.id);
    const between: unknown[] = [];
    const reach = vi.spyOn(shop.context.failpoints, "reach").mockImplementation(async (failpoint) => {
      if (failpoint !== "recorded") return;
      const query = "select state from commerce.sagas where payment_id = $1 and kind = 'void_payment'";
      between.push(...(await owner.statement("", query, [paymentId])));
    });
    await asDesk("POST", `/api/v1/payments/${paymentId}/void`);
    reach.mockRestore();
    expect(between).toEqual([{ state: "done" }]);
  });

  test("is nothing for supervisors, and of another company it is none", async () => {
    const { body } = await shop.payByCard(customer, cart);
    const [{ id }] = (await asDesk("GET", "/api/v1/sagas")).body.items;
    expect(body.status).toBe("placed");
    const { token } = await shop.chat.person(tenant, "supervisor");
    expect((await shop.send("GET", "/api/v1/sagas", { token })).body.code).toBe("forbidden");
    const elsewhere = await shop.chat.tenant();
    const found = await shop.send("GET", `/api/v1/sagas/${id}`, { token: elsewhere.owner.token });
    expect(found.body.code).toBe("not_found");
  });
});

test("without a key of the provider nobody pays by card, and everything else goes on", async () => {
  await using plain = await startShop({ takesCards: false });
  const own = await plain.chat.tenant();
  const who = await plain.chat.customer(own);
  const product = await plain.product(own, { isTracked: false });
  const wanted = await plain.quoted(who, { [product.variantId]: 1 });
  const refused = await plain.payByCard(who, wanted);
  expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
    422,
    "not_available",
    expect.stringContaining("no cards"),
  ]);
  expect((await plain.complete(who, wanted)).status).toBe(201);
  const callback = await fetch(`${plain.url}/callbacks/stripe`, { method: "POST", body: "{}" });
  expect(callback.status).toBe(403);
}, 30_000);
