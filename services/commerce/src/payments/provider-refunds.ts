import type { Stripe } from "stripe";
import { fromProviderAmount, toProviderAmount } from "./provider-amount.ts";
import { type Refused, unlessRefused } from "./unless-refused.ts";

/** A refund as the provider knows it. */
export interface ProviderRefund {
  id: string;
  status: "pending" | "succeeded" | "failed";
  /** Minor units; null: less than one of them. */
  amount: number | null;
  currency: string;
  /** The provider's id of the payment; null: of none. */
  intentId: string | null;
}

export interface Refunding {
  tenantId: string;
  orderId: string;
  paymentId: string;
  refundId: string;
  intentId: string;
  /** Minor units. */
  amount: number;
  currency: string;
}

/** As many as it gives at a time. */
const PAGE = 100;

/** What Stripe does for refunds. */
export function refundsAt(stripe: Stripe) {
  return {
    async refund(
      { tenantId, orderId, paymentId, refundId, intentId, amount, currency }: Refunding,
      idempotencyKey: string,
    ): Promise<ProviderRefund | Refused> {
      const sent = toProviderAmount({ amount, currency });
      if (sent === null) return { refused: "This amount cannot be given back to a card." };
      const metadata = { tenant: tenantId, order: orderId, payment: paymentId, refund: refundId };
      const impossible = "The card's provider cannot give this back: see the payment in its dashboard.";
      const answer = await unlessRefused(idempotencyKey, impossible, () =>
        stripe.refunds.create({ payment_intent: intentId, amount: sent, metadata }, { idempotencyKey }),
      );
      return "refused" in answer ? answer : toRefund(answer);
    },
    async findRefund(intentId: string, refundId: string): Promise<ProviderRefund | null> {
      for await (const one of stripe.refunds.list({ payment_intent: intentId, limit: PAGE }))
        if (one.metadata?.["refund"] === refundId) return toRefund(one);
      return null;
    },
    async findOwner(intentId: string): Promise<{ tenantId: string; paymentId: string } | null> {
      const { tenant: tenantId, payment: paymentId } = (await stripe.paymentIntents.retrieve(intentId)).metadata;
      return tenantId === undefined || paymentId === undefined ? null : { tenantId, paymentId };
    },
  };
}

/** What we gave a refund to know it by; null: it was not made by us. */
export function ownerOf({ metadata }: Stripe.Refund) {
  const { tenant: tenantId, payment: paymentId, refund: refundId } = metadata ?? {};
  if (tenantId === undefined || paymentId === undefined || refundId === undefined) return null;
  return { tenantId, paymentId, refundId };
}

/** What waits for somebody, and what is new to us, is not settled. */
const STATUSES: Readonly<Record<string, ProviderRefund["status"]>> = {
  succeeded: "succeeded",
  failed: "failed",
  canceled: "failed",
};

export function toRefund(given: Stripe.Refund): ProviderRefund {
  const currency = given.currency.toUpperCase();
  const { payment_intent: intent } = given;
  return {
    ...{ id: given.id, status: STATUSES[given.status ?? ""] ?? "pending", currency },
    amount: fromProviderAmount({ amount: given.amount, currency }),
    intentId: typeof intent === "string" ? intent : (intent?.id ?? null),
  };
}
