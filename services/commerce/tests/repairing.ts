import { randomBytes, randomUUID } from "node:crypto";
import { signatureOf } from "@chorus/doubles/stripe/webhooks";
import { expect } from "vitest";
import { STRIPE } from "./harness.ts";
import { asDesk, owner, shop, tenant } from "./stocked-shop.ts";

/** What tests of stuck, repaired and late sagas of the stocked shop do again and again. */
export const sagaNow = async (id: string) => (await asDesk("GET", `/api/v1/sagas/${id}`)).body;
export const sagasOf = async (state: string) => (await asDesk("GET", `/api/v1/sagas?state=${state}`)).body.items;
export const repair = (id: string, how: "retry" | "skip" | "compensate") =>
  asDesk("POST", `/api/v1/sagas/${id}/${how}`);
export const comesTo = (id: string, state: string) =>
  expect.poll(async () => (await sagaNow(id)).state, { timeout: 15_000 }).toBe(state);

/** As eleven attempts in half an hour do. */
async function useUpAttempts(): Promise<void> {
  const left = "update tasks set attempts = 11 where tenant_id = $1 and name = 'commerce.saga' and finished_at is null";
  await owner.statement("", left, [tenant.id]);
}

/** The one saga that needs a person, once all attempts are used up. */
export async function untilStuck() {
  await expect
    .poll(
      async () => {
        await useUpAttempts();
        return (await sagasOf("stuck")).length;
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  return (await sagasOf("stuck"))[0];
}

/** As two hours do, after which the search of the provider has everything. */
export async function callWasLongAgo(sagaId: string): Promise<void> {
  const query = "update commerce.saga_steps set updated_at = now() - interval '3 hours' where saga_id = $1";
  await owner.statement("", query, [sagaId]);
}

export const paymentOf = async (orderId: string) =>
  (
    await owner.statement<{ id: string; state: string; intent_id: string }>(
      "",
      "select id, state, intent_id from commerce.payments where order_id = $1",
      [orderId],
    )
  )[0]!;

/** @param body without an amount all of it */
export async function capturePayment(paymentId: string, body: { amount?: number } = {}): Promise<void> {
  const key = { "idempotency-key": randomUUID() };
  const answer = await asDesk("POST", `/api/v1/payments/${paymentId}/capture`, body, key);
  if (answer.status !== 200) throw new Error(answer.text);
}

interface Told {
  type: string;
  status: string;
  received?: number;
}
export const AUTHORISED: Told = { type: "payment_intent.amount_capturable_updated", status: "requires_capture" };
export const FAILED: Told = { type: "payment_intent.payment_failed", status: "requires_payment_method" };
export const CANCELED: Told = { type: "payment_intent.canceled", status: "canceled" };
export const captured = (received: number): Told => ({
  ...{ type: "payment_intent.succeeded", status: "succeeded", received },
});

interface About {
  paymentId: string;
  intentId: string;
  tenantId?: string;
  amount?: number;
}

/** An event as Stripe sends it, of its own making. */
export function eventOf(
  { type, status, received = 0 }: Told,
  { paymentId, intentId, tenantId, amount = 10_000 }: About,
) {
  const object = {
    ...{ id: intentId, object: "payment_intent", amount, amount_received: received, currency: "eur", status },
    metadata: { tenant: tenantId ?? tenant.id, payment: paymentId },
  };
  const id = `evt_${randomBytes(12).toString("hex")}`;
  return JSON.stringify({ id, object: "event", type, created: Math.floor(Date.now() / 1_000), data: { object } });
}

interface AboutRefund extends Required<Pick<About, "paymentId" | "intentId" | "amount">> {
  refundId: string;
  providerId: string;
  tenantId?: string;
  currency?: string;
  status?: "pending" | "succeeded" | "failed";
}

/** The same of a refund. */
export function refundEventOf(about: AboutRefund) {
  const { amount, currency = "eur", status = "succeeded", paymentId: payment, refundId } = about;
  const object = {
    ...{ id: about.providerId, object: "refund", amount, currency, status, payment_intent: about.intentId },
    metadata: { tenant: about.tenantId ?? tenant.id, payment, refund: refundId },
  };
  const id = `evt_${randomBytes(12).toString("hex")}`;
  const created = Math.floor(Date.now() / 1_000);
  return JSON.stringify({ id, object: "event", type: "refund.updated", created, data: { object } });
}

/** Alerts of payments and refunds so far. */
export const mismatches = async () =>
  Number(/^chorus_payment_mismatches_total\S* (\d+)/m.exec(await (await fetch(`${shop.url}/metrics`)).text())?.[1]);

export async function tell(body: string, { secret = STRIPE.webhookSecret, ageSeconds = 0 } = {}): Promise<number> {
  const signature = signatureOf(body, secret, Math.floor(Date.now() / 1_000) - ageSeconds);
  const headers = { "content-type": "application/json", "stripe-signature": signature };
  const { status } = await fetch(`${shop.url}/callbacks/stripe`, { method: "POST", headers, body });
  // Sent again, as Stripe does, when the machine is too busy.
  return status === 503 ? tell(body, { secret, ageSeconds }) : status;
}
