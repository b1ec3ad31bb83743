import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requireTrueBooks } from "./books.ts";
import { startShop } from "./harness.ts";
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

const sagaNow = async (id: string) => (await asDesk("GET", `/api/v1/sagas/${id}`)).body;
const sagasOf = async (state: string) => (await asDesk("GET", `/api/v1/sagas?state=${state}`)).body.items;
const comesTo = (id: string, state: string) =>
  expect.poll(async () => (await sagaNow(id)).state, { timeout: 15_000 }).toBe(state);

/** As eleven attempts in half an hour do. */
async function useUpAttempts(): Promise<void> {
  const left = "update tasks set attempts = 11 where tenant_id = $1 and name = 'commerce.saga' and finished_at is null";
  await owner.statement("", left, [tenant.id]);
}

/** An order by card whose provider does not work, until a person is needed. */
async function stuck(how: object = { failureRate: 1, failureCode: 500 }): Promise<{ id: string; orderId: string }> {
  shop.stripe.control.set(how);
  const { body } = await shop.payByCard(customer, cart);
  await expect
    .poll(
      async () => {
        await useUpAttempts();
        return (await sagasOf("stuck")).length;
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  shop.stripe.control.set({});
  const [saga] = await sagasOf("stuck");
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

  test("a step that was done by hand is skipped", async () => {
    const { body: order } = await shop.payByCard(customer, cart);
    const { body: payments } = await asDesk("GET", `/api/v1/orders/${order.id}/payments`);
    shop.stripe.control.set({ failureRate: 1, failureCode: 500 });
    const asked = asDesk("POST", `/api/v1/payments/${payments.items[0].id}/void`);
    await expect
      .poll(
        async () => {
          await useUpAttempts();
          return (await sagasOf("stuck")).length;
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    expect((await asked).status).toBe(202);
    const [{ id }] = await sagasOf("stuck");
    expect((await asDesk("POST", `/api/v1/sagas/${id}/skip`)).status).toBe(200);
    await comesTo(id, "done");
    expect((await sagaNow(id)).steps).toMatchObject([{ name: "void", state: "skipped" }]);
  }, 60_000);

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
