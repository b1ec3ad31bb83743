import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { requireTrueBooks } from "./books.ts";
import {
  callWasLongAgo,
  captured,
  comesTo,
  eventOf,
  mismatches,
  paymentOf,
  repair,
  sagasOf,
  tell,
  untilStuck,
} from "./repairing.ts";
import { asDesk, customer, level, owner, shop, tenant, variantId, withStockedShop } from "./stocked-shop.ts";

let cart: { id: string; path: string; confirmToken: string };

withStockedShop({ units: 5 });
beforeEach(async () => {
  cart = await shop.quoted(customer, { [variantId]: 1 });
});
afterEach(async () => {
  vi.restoreAllMocks();
  shop.stripe.control.set({});
  await requireTrueBooks(owner, shop.stripe, tenant.id);
});

const HOUR_MS = 3_600_000;
const GIVES_UP_AFTER_MS = 10 * 60_000;
const moved = () =>
  shop.stripe.ledger
    .filter(({ intent }) => shop.stripe.intent(intent).metadata["tenant"] === tenant.id)
    .map(({ kind }) => kind);

/** An order whose authorisation was made, of which neither an answer nor an event has come; the provider's search is behind. */
async function lost(): Promise<{ id: string; orderId: string }> {
  shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe`, isHeld: true });
  shop.stripe.control.set({ vanishes: true, searchLagMs: HOUR_MS });
  const { body } = await shop.payByCard(customer, cart);
  expect(body).toMatchObject({ state: "running" });
  const [saga] = await sagasOf("running");
  return saga;
}

/** Does this the first time that a saga comes to this failpoint. */
function once(failpoint: "recorded" | "ended", work: () => Promise<unknown>): void {
  let isDone = false;
  vi.spyOn(shop.context.failpoints, "reach").mockImplementation(async (reached) => {
    if (reached !== failpoint || isDone) return;
    isDone = true;
    await work();
  });
}

async function givenUp(): Promise<void> {
  await expect.poll(moved, { timeout: 15_000 }).toEqual(["authorized", "canceled"]);
  expect(await level()).toMatchObject({ allocated: 0 });
  await shop.stripe.webhooks.release();
}

describe("what was authorised for an order that is given up", () => {
  test("goes back also when the provider's search does not know it yet", async () => {
    const { id, orderId } = await lost();
    shop.stripe.control.set({ searchLagMs: HOUR_MS });
    await repair(id, "compensate");
    await comesTo(id, "reverted");
    await givenUp();
    expect(await paymentOf(orderId)).toMatchObject({ state: "voided" });
  }, 30_000);

  test("goes back when it is told while the provider is asked", async () => {
    const { id } = await lost();
    await callWasLongAgo(id);
    shop.stripe.control.set({ searchLagMs: HOUR_MS, delayMs: 1_500 });
    const before = shop.stripe.control.counts.received;
    await repair(id, "compensate");
    await expect.poll(() => shop.stripe.control.counts.received, { timeout: 5_000 }).toBeGreaterThan(before);
    await shop.stripe.webhooks.release();
    shop.stripe.control.set({ searchLagMs: HOUR_MS });
    await comesTo(id, "reverted");
    await givenUp();
  }, 30_000);

  test.each(["recorded", "ended"] as const)(
    "goes back when it is told once nothing was found: %s",
    async (failpoint) => {
      const { id, orderId } = await lost();
      await callWasLongAgo(id);
      shop.stripe.control.set({ searchLagMs: HOUR_MS });
      once(failpoint, () => shop.stripe.webhooks.release());
      await repair(id, "compensate");
      await comesTo(id, "reverted");
      await givenUp();
      expect(await paymentOf(orderId)).toMatchObject({ state: "voided" });
    },
    30_000,
  );

  test.each(["recorded", "ended"] as const)(
    "is an alert when it was taken: %s",
    async (failpoint) => {
      const { id, orderId } = await lost();
      const { id: paymentId } = await paymentOf(orderId);
      await callWasLongAgo(id);
      shop.stripe.control.set({ searchLagMs: HOUR_MS });
      const before = await mismatches();
      const intentId = shop.stripe.ledger.at(-1)!.intent;
      shop.stripe.webhooks.set({});
      shop.stripe.capture(intentId);
      once(failpoint, () => tell(eventOf(captured(10_000), { paymentId, intentId })));
      await repair(id, "compensate");
      await comesTo(id, "reverted");
      await expect.poll(mismatches, { timeout: 5_000 }).toBe(before + 1);
      expect(await paymentOf(orderId)).toMatchObject({ state: "captured" });
    },
    30_000,
  );
});

test("what is taken of a canceled order in the provider's dashboard is an alert, too", async () => {
  shop.stripe.webhooks.set({});
  const { body: order } = await shop.payByCard(customer, cart);
  const { intent_id: intentId } = await paymentOf(order.id);
  shop.stripe.control.set({ failureRate: 1, failureCode: 500 });
  const canceling = asDesk("POST", `/api/v1/orders/${order.id}/cancel`, { reason: "mistake" });
  const { id } = await untilStuck();
  await canceling;
  const before = await mismatches();
  shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe` });
  shop.stripe.capture(intentId);
  await expect.poll(mismatches, { timeout: 5_000 }).toBe(before + 1);
  shop.stripe.control.set({});
  // Refunded there: nothing is left to be given back.
  await comesTo(id, "stuck");
  await repair(id, "skip");
  await comesTo(id, "done");
  expect((await asDesk("GET", `/api/v1/orders/${order.id}`)).body).toMatchObject({
    ...{ status: "canceled", paymentStatus: "paid" },
  });
}, 30_000);

describe("a failure that the provider keeps for its key", () => {
  const authorised = async () => {
    shop.stripe.webhooks.set({});
    const { body: order } = await shop.payByCard(customer, cart);
    return { order, payment: await paymentOf(order.id) };
  };

  test.each(["begun", "done"] as const)(
    "stops no capture and no giving back: %s",
    async (failsWhen) => {
      const { order, payment } = await authorised();
      const ways = [
        ["capture", payment.id, "captured", { "idempotency-key": "taken" }],
        ["void", "", "voided", {}],
      ] as const;
      for (const [how, known, state, headers] of ways) {
        if (known === "") cart = await shop.quoted(customer, { [variantId]: 1 });
        const { id } = known === "" ? (await authorised()).payment : payment;
        shop.stripe.control.set({ failureRate: 1, failureCode: 500, failsWhen });
        const asked = asDesk("POST", `/api/v1/payments/${id}/${how}`, how === "capture" ? {} : undefined, headers);
        const before = shop.stripe.control.counts.received;
        await expect.poll(() => shop.stripe.control.counts.received, { timeout: 5_000 }).toBeGreaterThan(before + 1);
        shop.stripe.control.set({});
        expect((await asked).status).toBeLessThan(203);
        const stateNow = "select state from commerce.payments where id = $1";
        await expect.poll(() => owner.statement("", stateNow, [id]), { timeout: 15_000 }).toEqual([{ state }]);
      }
      expect((await asDesk("GET", `/api/v1/orders/${order.id}`)).body.paymentStatus).toBe("paid");
    },
    60_000,
  );

  test("of an order that was not authorised ends it in time: another payment pays, by a key of its own", async () => {
    shop.stripe.webhooks.set({});
    shop.stripe.control.set({ failureRate: 1, failureCode: 500, failsWhen: "begun" });
    expect((await shop.payByCard(customer, cart)).status).toBe(202);
    shop.stripe.control.set({});
    shop.pass(GIVES_UP_AFTER_MS + 1);
    const [{ id }] = await sagasOf("running");
    await repair(id, "retry");
    await comesTo(id, "reverted");
    shop.rewind();
    expect(await level()).toMatchObject({ allocated: 0 });
    cart = await shop.quoted(customer, { [variantId]: 1 });
    expect((await shop.payByCard(customer, cart)).body).toMatchObject({ number: 1_001 });
  }, 60_000);

  test("of an order that was authorised all the same, and is found too late: it goes back by its event", async () => {
    shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe`, isHeld: true });
    shop.stripe.control.set({ failureRate: 1, failureCode: 500, failsWhen: "done", searchLagMs: HOUR_MS });
    const { body } = await shop.payByCard(customer, cart);
    shop.stripe.control.set({ searchLagMs: HOUR_MS });
    shop.pass(GIVES_UP_AFTER_MS + 1);
    const [{ id }] = await sagasOf("running");
    await repair(id, "retry");
    await comesTo(id, "reverted");
    shop.rewind();
    await shop.stripe.webhooks.release();
    await givenUp();
    expect(await paymentOf(body.orderId)).toMatchObject({ state: "voided" });
  }, 60_000);

  test("of an order that was authorised all the same is found out: one order, one payment", async () => {
    shop.stripe.webhooks.set({});
    shop.stripe.control.set({ failureRate: 1, failureCode: 500, failsWhen: "done" });
    const { body } = await shop.payByCard(customer, cart);
    shop.stripe.control.set({});
    const [{ id }] = await sagasOf("running");
    await comesTo(id, "done");
    expect((await asDesk("GET", `/api/v1/orders/${body.orderId}`)).body).toMatchObject({ number: 1_001 });
    expect(moved()).toEqual(["authorized"]);
  }, 60_000);
});
