import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Stripe } from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startStripeDouble, type StripeDouble } from "../src/stripe/server.ts";

const SECRET = "whsec_a_secret_of_these_tests";
const API_KEY = "sk_test_of_these_tests";

let double: StripeDouble;
let stripe: Stripe;

beforeEach(async () => {
  double = await startStripeDouble({ port: 0, apiKey: API_KEY, webhookSecret: SECRET });
  stripe = clientWith(API_KEY);
});
afterEach(() => double[Symbol.asyncDispose]());

function clientWith(apiKey: string): Stripe {
  return new Stripe(apiKey, {
    host: "127.0.0.1",
    port: double.port,
    protocol: "http",
    maxNetworkRetries: 2,
    telemetry: false,
  });
}

const authorise = (amount = 1_000, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    ...{ amount, currency: "eur", capture_method: "manual", payment_method: "pm_card_visa", confirm: true },
    metadata: { order: "1001" },
    ...more,
  });

describe("payment intents, by the real client", () => {
  test("are authorised, captured in part, and refunded up to what was captured", async () => {
    const intent = await authorise();
    expect(intent).toMatchObject({ status: "requires_capture", amount_capturable: 1_000, metadata: { order: "1001" } });
    const captured = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 700 });
    expect(captured).toMatchObject({ status: "succeeded", amount_received: 700, amount_capturable: 0 });
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 300 });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: "succeeded", amount: 300 });
    await expect(stripe.refunds.create({ payment_intent: intent.id, amount: 401 })).rejects.toMatchObject({
      type: "StripeInvalidRequestError",
      param: "amount",
    });
    await stripe.refunds.create({ payment_intent: intent.id });
    expect(double.ledger.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["authorized", 1_000],
      ["captured", 700],
      ["refunded", 300],
      ["refunded", 400],
    ]);
  });

  test("of a payment its refunds are listed; what is pending, and what had succeeded, settles later, and its events say so", async () => {
    const { id } = await authorise();
    await stripe.paymentIntents.capture(id);
    double.control.set({ refundStatus: "pending" });
    double.webhooks.set({ url: "http://127.0.0.1:1", isHeld: true });
    const first = await stripe.refunds.create({ payment_intent: id, amount: 300, metadata: { refund: "1" } });
    const second = await stripe.refunds.create({ payment_intent: id, amount: 700, metadata: { refund: "2" } });
    expect([first.status, double.ledger.length]).toEqual(["pending", 2]);
    double.settleRefund(first.id, "succeeded");
    double.settleRefund(first.id, "failed");
    double.settleRefund(second.id, "succeeded");
    const { data } = await stripe.refunds.list({ payment_intent: id, limit: 100 });
    expect(data.map(({ status, metadata }) => [metadata?.["refund"], status])).toEqual([
      ["2", "succeeded"],
      ["1", "failed"],
    ]);
    expect(double.ledger.slice(2)).toMatchObject([
      { kind: "refunded", refund: first.id, amount: 300 },
      { kind: "refund_failed", refund: first.id, amount: 300 },
      { kind: "refunded", refund: second.id, amount: 700 },
    ]);
    expect(double.webhooks.held.map(({ type }) => type)).toEqual([
      ...["refund.created", "refund.created", "refund.updated", "refund.updated", "refund.failed", "refund.updated"],
    ]);
    double.control.set({ refundStatus: "failed" });
    expect((await stripe.refunds.create({ payment_intent: id })).status).toBe("failed");
    expect(double.ledger).toHaveLength(5);
  });

  test("are found by their metadata, canceled once, and captured never after that", async () => {
    const intent = await authorise();
    await authorise(5, { metadata: { order: "1002" } });
    const found = await stripe.paymentIntents.search({ query: "metadata['order']:'1001'" });
    expect(found.data.map(({ id }) => id)).toEqual([intent.id]);
    expect((await stripe.paymentIntents.cancel(intent.id)).status).toBe("canceled");
    for (const late of [() => stripe.paymentIntents.capture(intent.id), () => stripe.paymentIntents.cancel(intent.id)])
      await expect(late()).rejects.toMatchObject({ code: "payment_intent_unexpected_state" });
    expect(double.ledger.map(({ kind }) => kind)).toEqual(["authorized", "authorized", "canceled"]);
  });

  test("are not found while the search is behind, but had by their id", async () => {
    double.control.set({ searchLagMs: 3_600_000 });
    const { id } = await authorise();
    const search = () => stripe.paymentIntents.search({ query: "metadata['order']:'1001'" });
    expect((await search()).data).toEqual([]);
    expect((await stripe.paymentIntents.retrieve(id)).id).toBe(id);
    double.control.set({});
    expect((await search()).data.map((found) => found.id)).toEqual([id]);
  });

  test("a declined card, and one whose holder has to act first", async () => {
    await expect(authorise(1_000, { payment_method: "pm_card_chargeDeclined" })).rejects.toMatchObject({
      type: "StripeCardError",
      code: "card_declined",
    });
    const waiting = await authorise(1_000, { payment_method: "pm_card_authenticationRequired" });
    expect(waiting.status).toBe("requires_action");
    expect((await stripe.paymentIntents.confirm(waiting.id)).status).toBe("requires_capture");
  });

  test.each([0, -1, 1.5, 100_000_000])("an amount of %s is refused and takes no money", async (amount) => {
    await expect(authorise(amount)).rejects.toMatchObject({ type: "StripeInvalidRequestError", param: "amount" });
    expect(double.ledger).toEqual([]);
  });

  test("nobody without the key, and nothing that is not there", async () => {
    await expect(clientWith("sk_test_other").paymentIntents.retrieve("pi_1")).rejects.toMatchObject({
      statusCode: 401,
    });
    await expect(stripe.paymentIntents.retrieve("pi_none")).rejects.toMatchObject({ code: "resource_missing" });
    for (const payment_method of ["pm_none", "4242424242424242"])
      await expect(authorise(1_000, { payment_method })).rejects.toMatchObject({
        ...{ statusCode: 400, code: "resource_missing", param: "payment_method" },
      });
    await expect(stripe.customers.list()).rejects.toMatchObject({ statusCode: 404 });
  });
});

describe("idempotency", () => {
  const create = (idempotencyKey: string, amount = 1_000) =>
    stripe.paymentIntents.create(
      { amount, currency: "eur", payment_method: "pm_card_visa", confirm: true },
      { idempotencyKey },
    );

  test("the same key is the same payment, with other parameters a mistake", async () => {
    const [first, again] = [await create("order 1"), await create("order 1")];
    expect(again.id).toBe(first.id);
    await expect(create("order 1", 2_000)).rejects.toMatchObject({ type: "StripeIdempotencyError" });
    expect(double.ledger.filter(({ kind }) => kind === "captured")).toHaveLength(1);
  });

  test("an answer that got lost is had again by the client's own retry, and money moves once", async () => {
    double.control.set({ vanishes: true });
    const lost = create("order 2");
    await expect.poll(() => double.control.counts.received, { timeout: 5_000 }).toBeGreaterThan(0);
    double.control.set({});
    expect((await lost).status).toBe("succeeded");
    expect(double.ledger.filter(({ kind }) => kind === "captured")).toHaveLength(1);
  });

  test.each([
    ["begun", 0],
    ["done", 1],
  ] as const)(
    "a failure when the request was %s is kept for its key, as Stripe does",
    async (failsWhen, moved) => {
      double.control.set({ failureRate: 1, failureCode: 500, failsWhen });
      await expect(create("order 4")).rejects.toMatchObject({ type: "StripeAPIError" });
      double.control.set({});
      await expect(create("order 4")).rejects.toMatchObject({ type: "StripeAPIError" });
      expect(double.ledger.filter(({ kind }) => kind === "captured")).toHaveLength(moved);
      expect((await create("another key")).status).toBe("succeeded");
    },
    20_000,
  );

  test("a failure of the double's own is kept for no key", async () => {
    double.control.set({ failureRate: 1, failureCode: 500 });
    await expect(create("order 3")).rejects.toMatchObject({ type: "StripeAPIError" });
    double.control.set({});
    expect((await create("order 3")).status).toBe("succeeded");
  }, 20_000);
});

describe("webhooks", () => {
  let receiver: Server;
  let received: Stripe.Event[];

  beforeEach(async () => {
    received = [];
    receiver = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        received.push(stripe.webhooks.constructEvent(body, String(request.headers["stripe-signature"]), SECRET));
        response.end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => new Promise((resolve) => receiver.close(resolve)));

  const url = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const types = () => received.map(({ type }) => type);

  test("come signed, as the real client checks them, and as often as is wanted", async () => {
    double.webhooks.set({ url: url(), duplicates: 1 });
    await authorise();
    await double.webhooks.settled();
    expect(types().toSorted()).toEqual([
      "payment_intent.amount_capturable_updated",
      "payment_intent.amount_capturable_updated",
      "payment_intent.created",
      "payment_intent.created",
    ]);
    expect(new Set(received.map(({ id }) => id)).size).toBe(2);
    expect((await stripe.events.list()).data).toHaveLength(2);
  });

  test("come in any order that a test wants, or never", async () => {
    double.webhooks.set({ url: url(), isHeld: true });
    const intent = await authorise();
    await stripe.paymentIntents.capture(intent.id);
    await double.webhooks.release([2, 0, 1]);
    expect(types()).toEqual([
      "payment_intent.succeeded",
      "payment_intent.created",
      "payment_intent.amount_capturable_updated",
    ]);
    double.webhooks.set({ url: url(), lossRate: 1 });
    await authorise();
    await double.webhooks.settled();
    expect(received).toHaveLength(3);
  });
});
