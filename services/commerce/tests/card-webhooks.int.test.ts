import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { requireTrueBooks } from "./books.ts";
import { AUTHORISED, captured, eventOf, FAILED, tell } from "./repairing.ts";
import { customer, owner, shop, tenant, variantId, withStockedShop } from "./stocked-shop.ts";

withStockedShop({ units: 0, isTracked: false });
beforeEach(() => {
  shop.stripe.control.set({});
});

const CAPTURED = captured(10_000);
const FIVE = [
  { type: "payment_intent.created", status: "requires_confirmation" },
  { type: "payment_intent.requires_action", status: "requires_action" },
  FAILED,
  AUTHORISED,
  CAPTURED,
];

const paymentsNow = () =>
  owner.statement<{ id: string; order_id: string; state: string; intent_id: string }>(
    "",
    "select id, order_id, state, intent_id from commerce.payments where tenant_id = $1 and method = 'card' order by id",
    [tenant.id],
  );

/** Orders whose provider does not answer, so that they hear of their payment by events alone. */
async function unanswered(
  count: number,
): Promise<{ paymentId: string; answer: Promise<{ status: number; body: { id: string } }> }[]> {
  shop.stripe.control.set({ failureRate: 1, failureCode: 500 });
  const carts = [];
  for (let at = 0; at < count; at += 1) carts.push(await shop.quoted(customer, { [variantId]: 1 }));
  const answers = carts.map((cart) => shop.payByCard(customer, cart));
  await expect.poll(async () => (await paymentsNow()).length, { timeout: 90_000 }).toBe(count);
  const ofCart = new Map(
    (
      await owner.statement<{ cart_id: string; id: string }>(
        "",
        "select o.cart_id, p.id from commerce.orders o join commerce.payments p on p.order_id = o.id where o.tenant_id = $1",
        [tenant.id],
      )
    ).map(({ cart_id: cartId, id }) => [cartId, id]),
  );
  return carts.map(({ id }, at) => ({ paymentId: ofCart.get(id)!, answer: answers[at]! }));
}

function permutationsOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => permutationsOf(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

describe("what the provider tells by itself", () => {
  test("P14: completes an order whose provider's answer never came, without another call", async () => {
    const [order] = await unanswered(1);
    expect(await tell(eventOf(AUTHORISED, { paymentId: order!.paymentId, intentId: "pi_p14" }))).toBe(204);
    const { status, body } = await order!.answer;
    expect([status, body]).toMatchObject([201, { status: "placed", paymentStatus: "authorized", number: 1_001 }]);
  });

  test("P16, P17, P18, P19: all 120 orders of five events, one of them again, end in the same state, each effect once", async () => {
    const orders = permutationsOf(FIVE);
    expect(orders).toHaveLength(120);
    const drafts = await unanswered(orders.length);
    await Promise.all(
      drafts.map(async ({ paymentId }, at) => {
        const about = { paymentId, intentId: `pi_${paymentId}` };
        const bodies = orders[at]!.map((event) => eventOf(event, about));
        for (const body of [...bodies, bodies[0]!]) expect(await tell(body)).toBe(204);
      }),
    );
    for (const { answer } of drafts) await answer;
    const ends = () =>
      owner.statement(
        "",
        `select distinct o.status, o.payment_status, o.paid, p.state, p.captured,
           (select array_agg(e.kind || ' ' || e.amount order by e.kind) from commerce.ledger_entries e where e.order_id = o.id) as books,
           (select array_agg(t.kind order by t.kind) from commerce.order_events t where t.order_id = o.id) as timeline,
           (select count(*)::int from commerce.payment_events v where v.payment_id = p.id) as events
         from commerce.orders o join commerce.payments p on p.order_id = o.id where o.tenant_id = $1`,
        [tenant.id],
      );
    const end = {
      ...{ status: "placed", payment_status: "paid", paid: 10_000, state: "captured", captured: 10_000, events: 5 },
      books: ["authorized 10000", "captured 10000"],
      timeline: ["order.placed", "payment.authorized", "payment.captured"],
    };
    await expect.poll(ends, { timeout: 60_000 }).toEqual([end]);
    const numbers = await owner.statement<{ count: number; last: number }>(
      "",
      "select count(*)::int as count, max(number) as last from commerce.orders where tenant_id = $1",
      [tenant.id],
    );
    expect(numbers).toEqual([{ count: 120, last: 1_120 }]);
  }, 180_000);

  test("another amount than ours is a mismatch that stays, and a person has to look", async () => {
    const [order] = await unanswered(1);
    const about = { paymentId: order!.paymentId, intentId: "pi_other" };
    await tell(eventOf(AUTHORISED, { ...about, amount: 9_999 }));
    await tell(eventOf(AUTHORISED, about));
    const { status, body } = await order!.answer;
    expect([status, body]).toMatchObject([202, { state: "stuck" }]);
    expect(await paymentsNow()).toMatchObject([{ state: "mismatch" }]);
    const { body: stuck } = await shop.send("GET", "/api/v1/sagas?state=stuck", { token: tenant.owner.token });
    expect(stuck.items).toMatchObject([{ kind: "place_order", error: "SagaNeedsPerson", isReverting: false }]);
  });

  test("P16: a payment that comes after the order was given up goes back by itself", async () => {
    const cart = await shop.quoted(customer, { [variantId]: 1 });
    shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe`, isHeld: true });
    expect((await shop.payByCard(customer, cart, { card: "pm_card_authenticationRequired" })).status).toBe(202);
    const [payment] = await paymentsNow();
    const query = "update commerce.orders set status = 'declined', cart_id = null where id = $1";
    await owner.statement("", query, [payment!.order_id]);
    await owner.statement("", "update commerce.sagas set state = 'reverted' where payment_id = $1", [payment!.id]);
    shop.stripe.confirm(payment!.intent_id);
    await shop.stripe.webhooks.release();
    await expect.poll(async () => (await paymentsNow())[0]?.state, { timeout: 10_000 }).toBe("voided");
    await shop.stripe.webhooks.release();
    shop.stripe.webhooks.set({ url: `${shop.url}/callbacks/stripe` });
    await requireTrueBooks(owner, shop.stripe, tenant.id);
  });

  test("P19: what it has told already is known before anybody is woken or waited for", async () => {
    const [order] = await unanswered(1);
    const about = { paymentId: order!.paymentId, intentId: "pi_again" };
    const event = eventOf({ type: "payment_intent.requires_action", status: "requires_action" }, about);
    expect(await tell(event)).toBe(204);
    const wakes = () => owner.statement("", "select version from tasks where tenant_id = $1", [tenant.id]);
    const before = await wakes();
    expect(await tell(event)).toBe(204);
    expect(await wakes()).toEqual(before);
    expect(await tell(eventOf(AUTHORISED, about))).toBe(204);
    expect((await order!.answer).status).toBe(201);
  });

  test("without the provider's signature, or with an old one, is nothing", async () => {
    const [order] = await unanswered(1);
    const body = eventOf(AUTHORISED, { paymentId: order!.paymentId, intentId: "pi_forged" });
    expect(await tell(body, { secret: "whsec_of_somebody_else" })).toBe(403);
    expect(await tell(body, { ageSeconds: 301 })).toBe(403);
    const unsigned = await fetch(`${shop.url}/callbacks/stripe`, { method: "POST", body });
    expect(unsigned.status).toBe(403);
    expect(await unsigned.json()).toMatchObject({ detail: expect.stringContaining("signature") });
    expect(await paymentsNow()).toMatchObject([{ state: "pending", intent_id: null }]);
    expect(await tell(body, { ageSeconds: 290 })).toBe(204);
    await order!.answer;
  });

  test("about no payment of ours, or another company's, changes nothing", async () => {
    const [order] = await unanswered(1);
    const { paymentId } = order!;
    const elsewhere = await shop.chat.tenant();
    for (const about of [{ paymentId: randomUUID() }, { paymentId, tenantId: elsewhere.id }, { paymentId: "no id" }])
      expect(await tell(eventOf(AUTHORISED, { intentId: "pi_1", ...about }))).toBe(204);
    expect(await paymentsNow()).toMatchObject([{ state: "pending" }]);
    await tell(eventOf(AUTHORISED, { paymentId, intentId: "pi_own" }));
    await order!.answer;
    await tell(eventOf(CAPTURED, { paymentId, intentId: "pi_of_another" }));
    expect(await paymentsNow()).toMatchObject([{ state: "authorized", intent_id: "pi_own" }]);
  });
});
