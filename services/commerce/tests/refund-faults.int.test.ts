import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requireTrueBooks } from "./books.ts";
import {
  capturePayment,
  comesTo,
  mismatches,
  paymentOf,
  refundEventOf,
  repair,
  sagaNow,
  sagasOf,
  tell,
  untilStuck,
} from "./repairing.ts";
import { asDesk, customer, owner, shop, tenant, variantId, withStockedShop } from "./stocked-shop.ts";

withStockedShop({ units: 20 });

let order: { id: string };
let paymentId: string;
let intentId: string;
/** Somebody has moved money in the provider's dashboard. */
let hasOtherBooks: boolean;

beforeEach(async () => {
  hasOtherBooks = false;
  shop.stripe.webhooks.set({});
  order = (await shop.payByCard(customer, await shop.quoted(customer, { [variantId]: 1 }))).body;
  ({ id: paymentId, intent_id: intentId } = await paymentOf(order.id));
  await capturePayment(paymentId);
});
afterEach(async () => {
  shop.stripe.control.set({});
  if (!hasOtherBooks) await requireTrueBooks(owner, shop.stripe, tenant.id);
});

const CALLBACKS = () => `${shop.url}/callbacks/stripe`;
const refund = (amount: number, key: string = randomUUID()) =>
  asDesk("POST", "/api/v1/refunds", { orderId: order.id, amount, reason: "broken" }, { "idempotency-key": key });
const refundsNow = async () => (await asDesk("GET", `/api/v1/orders/${order.id}/refunds`)).body.items;
const orderNow = async () => (await asDesk("GET", `/api/v1/orders/${order.id}`)).body;
const timeline = async () =>
  (await asDesk("GET", `/api/v1/orders/${order.id}/timeline`)).body.items
    .map(({ kind }: { kind: string }) => kind)
    .filter((kind: string) => kind.startsWith("payment.refund"));
const lastEvent = () =>
  owner.statement("", "select kind from commerce.order_events where order_id = $1 order by number desc limit 1", [
    order.id,
  ]);
const euros = (amount: number) => ({ amount, currency: "EUR" });
/** As after a day, or when the process died before it was kept. */
const loseAnswers = () => owner.statement("", "delete from idempotency_keys where tenant_id = $1", [tenant.id]);

describe("the provider", () => {
  test.each([
    ["fails", { failureRate: 1, failureCode: 500 }],
    ["has begun it, and keeps its failure", { failureRate: 1, failureCode: 500, failsWhen: "begun" }],
    ["has done it, and keeps a failure", { failureRate: 1, failureCode: 500, failsWhen: "done" }],
    ["has too much to do", { failureRate: 1, failureCode: 429 }],
    ["is away", { offline: true }],
    ["does it and drops the connection", { vanishes: true }],
  ] as const)(
    "P13: %s: the same request joins what it began, and the money goes back once",
    async (_, how) => {
      shop.stripe.control.set(how);
      const pending = await refund(4_000, "one key");
      expect([pending.status, pending.body]).toMatchObject([202, { state: "pending", amount: euros(4_000) }]);
      shop.stripe.control.set({});
      const answers: number[] = [];
      const ask = async () => {
        const answer = await refund(4_000, "one key");
        answers.push(answer.status);
        return answer.body;
      };
      await expect.poll(ask, { timeout: 60_000 }).toMatchObject({ id: pending.body.id, state: "succeeded" });
      expect(new Set([...answers, 202])).toEqual(new Set([202, 201]));
      expect(shop.stripe.refundsOf(intentId)).toMatchObject([{ amount: 4_000, status: "succeeded" }]);
      expect(await orderNow()).toMatchObject({ paymentStatus: "partially_refunded", refunded: euros(4_000) });
    },
    90_000,
  );

  test("refuses it: nothing went back, and the same key can begin again", async () => {
    shop.stripe.control.set({ refundStatus: "failed" });
    const refused = await refund(4_000, "one key");
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining("nothing was refunded")]);
    expect(await refundsNow()).toMatchObject([{ state: "failed" }]);
    expect(await orderNow()).toMatchObject({ paymentStatus: "paid", refunded: euros(0) });
    expect(await timeline()).toEqual(["payment.refund_requested", "payment.refund_failed"]);
    shop.stripe.control.set({});
    expect((await refund(10_000, "one key")).body).toMatchObject({ state: "succeeded", amount: euros(10_000) });
  });

  test("says that less is left there than here: everything is as before, and a person is told where to look", async () => {
    hasOtherBooks = true;
    shop.stripe.refund(intentId, 9_000);
    const refused = await refund(4_000);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining("dashboard")]);
    expect(await refundsNow()).toMatchObject([{ state: "failed" }]);
    expect(await orderNow()).toMatchObject({ paymentStatus: "paid", refunded: euros(0) });
  });

  test("does not answer: a person can only go on, and its event does that without one", async () => {
    shop.stripe.webhooks.set({ url: CALLBACKS(), isHeld: true });
    shop.stripe.control.set({ vanishes: true });
    const asked = refund(4_000);
    const { id } = await untilStuck();
    expect((await asked).status).toBe(202);
    expect(await sagaNow(id)).toMatchObject({ kind: "refund_payment", position: 1 });
    for (const how of ["skip", "compensate"] as const) expect((await repair(id, how)).status).toBe(409);
    await shop.stripe.webhooks.release();
    await comesTo(id, "done");
    expect(await refundsNow()).toMatchObject([{ state: "succeeded" }]);
  }, 60_000);
});

describe("asked again", () => {
  test("by the same key is the same refund, also when its answer was lost, and refused for something else", async () => {
    const first = await refund(4_000, "one key");
    await loseAnswers();
    expect((await refund(4_000, "one key")).body).toEqual(first.body);
    await loseAnswers();
    expect((await refund(5_000, "one key")).body.code).toBe("idempotency_mismatch");
    expect(await refundsNow()).toHaveLength(1);
    expect(shop.stripe.refundsOf(intentId)).toHaveLength(1);
  });

  test("by another key while it is under way has to wait", async () => {
    shop.stripe.control.set({ delayMs: 3_000 });
    const first = refund(4_000);
    await expect.poll(async () => (await sagasOf("running")).length).toBe(1);
    const { status, body } = await refund(4_000);
    expect([status, body.code, body.retryMs]).toEqual([409, "conflict", 1_000]);
    expect((await first).status).toBe(201);
  }, 20_000);
});

describe("what becomes of it later", () => {
  beforeEach(() => {
    shop.stripe.webhooks.set({ url: CALLBACKS() });
    shop.stripe.control.set({ refundStatus: "pending" });
  });
  const settle = async (status: "succeeded" | "failed") => {
    shop.stripe.settleRefund(shop.stripe.refundsOf(intentId)[0]!.id, status);
    await shop.stripe.webhooks.settled();
  };

  test("P20: pending money is reserved, and the order says that it went back when it did", async () => {
    expect(await refund(6_000)).toMatchObject({ status: 201, body: { state: "pending" } });
    expect(await orderNow()).toMatchObject({ paymentStatus: "paid", refunded: euros(0) });
    expect((await refund(4_001)).body.detail).toContain("left of the payment: 40.00 EUR");
    await settle("succeeded");
    expect(await refundsNow()).toMatchObject([{ state: "succeeded" }]);
    expect(await orderNow()).toMatchObject({ paymentStatus: "partially_refunded", refunded: euros(6_000) });
    expect(await timeline()).toEqual(["payment.refund_requested", "payment.refunded"]);
  });

  test("what fails is there again, and the same request is told so", async () => {
    await refund(6_000, "one key");
    await settle("failed");
    await loseAnswers();
    expect(await refund(6_000, "one key")).toMatchObject({ status: 201, body: { state: "failed" } });
    expect(await orderNow()).toMatchObject({ paymentStatus: "paid", refunded: euros(0) });
    shop.stripe.control.set({});
    expect((await refund(10_000)).body).toMatchObject({ state: "succeeded" });
  });

  test("what had gone back and comes again counts as taken; of a canceled order that is an alert", async () => {
    shop.stripe.control.set({});
    await refund(10_000);
    const canceled = await asDesk("POST", `/api/v1/orders/${order.id}/cancel`, { reason: "mistake" });
    expect(canceled.body).toMatchObject({ status: "canceled", paymentStatus: "refunded" });
    const before = await mismatches();
    await settle("failed");
    expect(await orderNow()).toMatchObject({
      paymentStatus: "paid",
      refunded: euros(0),
      allowedActions: ["note", "tag", "refund"],
    });
    expect(await mismatches()).toBe(before + 1);
    expect((await refund(10_000)).body).toMatchObject({ state: "succeeded" });
    expect(await orderNow()).toMatchObject({ status: "canceled", paymentStatus: "refunded" });
  });

  test("P16, P18, P19: all 24 orders of its four events, one of them again, end in the same state", async () => {
    shop.stripe.webhooks.set({ url: CALLBACKS(), isHeld: true });
    const orders = permutationsOf([0, 1, 2, 3]);
    expect(orders).toHaveLength(24);
    for (const places of orders) {
      expect((await refund(100)).status).toBe(201);
      const { id } = shop.stripe.refundsOf(intentId)[0]!;
      for (const status of ["succeeded", "failed"] as const) shop.stripe.settleRefund(id, status);
      expect(shop.stripe.webhooks.held.map(({ type }) => type)).toEqual([
        ...["refund.created", "refund.updated", "refund.updated", "refund.failed"],
      ]);
      await shop.stripe.webhooks.release([...places, places[0]!]);
      expect(await lastEvent()).toEqual([{ kind: "payment.refund_failed" }]);
    }
    const ends = await owner.statement(
      "",
      `select distinct r.state, r.succeeded_at is not null as "isSucceeded", o.payment_status as status, o.refunded,
         (select array_agg(e.kind || ' ' || e.amount order by e.kind) from commerce.ledger_entries e where e.refund_id = r.id) as books
       from commerce.refunds r join commerce.orders o on o.id = r.order_id where r.tenant_id = $1`,
      [tenant.id],
    );
    expect(ends).toEqual([
      {
        ...{ state: "failed", isSucceeded: true, status: "paid", refunded: 0 },
        books: ["refund_failed 100", "refunded 100"],
      },
    ]);
  }, 120_000);
});

describe("what the provider tells of another refund than ours", () => {
  const told = (more: Partial<Parameters<typeof refundEventOf>[0]>) =>
    tell(refundEventOf({ paymentId, intentId, refundId: randomUUID(), providerId: "re_1", amount: 4_000, ...more }));

  test.each([
    ["another amount", { amount: 3_999 }],
    ["another currency", { currency: "usd" }],
    ["another refund by our name", { providerId: "re_another" }],
  ])("%s is an alert, and nothing else", async (_, more) => {
    shop.stripe.control.set({ refundStatus: "pending" });
    const { body } = await refund(4_000);
    const providerId = shop.stripe.refundsOf(intentId)[0]!.id;
    const before = [await refundsNow(), await orderNow()];
    const alerts = await mismatches();
    expect(await told({ refundId: body.id, providerId, ...more })).toBe(204);
    expect([await refundsNow(), await orderNow()]).toEqual(before);
    expect(await mismatches()).toBe(alerts + 1);
  });

  test("one made in its dashboard is an alert, and nothing else", async () => {
    hasOtherBooks = true;
    shop.stripe.webhooks.set({ url: CALLBACKS(), duplicates: 2 });
    const before = [await orderNow(), await mismatches()] as const;
    shop.stripe.refund(intentId, 500);
    await shop.stripe.webhooks.settled();
    expect([await orderNow(), await refundsNow()]).toEqual([before[0], []]);
    expect(await mismatches()).toBe(before[1] + 1);
  });

  test("one that was given up here and is made after all is an alert", async () => {
    shop.stripe.control.set({ refundStatus: "failed" });
    await refund(4_000);
    const [{ id: refundId }] = await refundsNow();
    await owner.statement("", "update commerce.refunds set provider_id = null where id = $1", [refundId]);
    const alerts = await mismatches();
    await told({ refundId, providerId: "re_late" });
    expect(await mismatches()).toBe(alerts + 1);
    expect(await refundsNow()).toMatchObject([{ state: "failed" }]);
  });

  test("of another company's payment, or of none of ours, changes nothing", async () => {
    const elsewhere = await shop.chat.tenant();
    const { body } = await refund(4_000);
    const before = [await refundsNow(), await orderNow(), await mismatches()];
    for (const more of [{ tenantId: elsewhere.id }, { paymentId: randomUUID() }, { intentId: "pi_of_another" }])
      expect(await told({ refundId: body.id, ...more })).toBe(204);
    expect([await refundsNow(), await orderNow(), await mismatches()]).toEqual(before);
  });

  test("without its signature is nothing", async () => {
    const { body } = await refund(4_000);
    const event = refundEventOf({
      paymentId,
      intentId,
      refundId: body.id,
      providerId: "re_1",
      amount: 4_000,
      status: "failed",
    });
    expect(await tell(event, { secret: "whsec_of_somebody_else" })).toBe(403);
    expect(await refundsNow()).toMatchObject([{ state: "succeeded" }]);
  });
});

function permutationsOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => permutationsOf(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}
