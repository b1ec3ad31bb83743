import { AppError } from "@chorus/kernel/app-error";
import { Stripe } from "stripe";
import { fromProviderAmount, toProviderAmount } from "./provider-amount.ts";
import { ownerOf, type ProviderRefund, type Refunding, refundsAt, toRefund } from "./provider-refunds.ts";
import { type Refused, unlessRefused } from "./unless-refused.ts";

/** Of one call: the saga's task tries again. */
const TIMEOUT_MS = 10_000;
/** How far Stripe's search can be behind: up to an hour when something is wrong there (docs.stripe.com/search). */
export const SEARCH_LAG_MS = 2 * 3_600_000;
/** How old a signature may be. */
const TOLERANCE_SECONDS = 300;

/** A payment as the provider knows it; amounts in minor units, null where they are less than one. */
export interface Intent {
  id: string;
  status: "pending" | "needs_person" | "authorized" | "captured" | "voided" | "declined";
  amount: number | null;
  captured: number | null;
  currency: string;
}

export interface Authorising {
  tenantId: string;
  orderId: string;
  paymentId: string;
  amount: number;
  currency: string;
  token: string;
}

/** What the provider tells by itself. */
interface ToldEvent {
  id: string;
  kind: string;
  createdAt: Date;
}

export interface ProviderEvent extends ToldEvent {
  tenantId: string;
  paymentId: string;
  intent: Intent;
}

export interface RefundEvent extends ToldEvent {
  /** What we gave it to know it by; null: it was not made by us. */
  ours: { tenantId: string; paymentId: string; refundId: string } | null;
  refund: ProviderRefund;
}

/**
 * Every call with a key of ours: the same key is the same call. Errors are worth another try. `KeptFailure`: with another key, or, where
 * that could do it twice, until it is known what came of it.
 */
export interface CardProvider {
  authorise(given: Authorising, idempotencyKey: string): Promise<Intent | Refused>;
  /** The one of a payment of ours; without its id by the provider's search, which is behind (`SEARCH_LAG_MS`). */
  find(paymentId: string, intentId: string | null): Promise<Intent | null>;
  capture(intentId: string, amount: { amount: number; currency: string }, key: string): Promise<Intent | Refused>;
  cancel(intentId: string, key: string): Promise<Intent | Refused>;
  /** Gives back what was taken. */
  refund(given: Refunding, key: string): Promise<ProviderRefund | Refused>;
  /** The one of a refund of ours. */
  findRefund(intentId: string, refundId: string): Promise<ProviderRefund | null>;
  /** Whose payment it is; null: none of ours. */
  findOwner(intentId: string): Promise<{ tenantId: string; paymentId: string } | null>;
  /** @returns null: it is not about a payment. @throws AppError `forbidden` for what is not signed by the provider */
  readEvent(body: string, signature: string): ProviderEvent | RefundEvent | null;
}

export interface CardProviderConfig {
  apiKey: string;
  webhookSecret: string;
  url: string;
}

/** Stripe, by its own client. */
export function createCardProvider({ apiKey, webhookSecret, url }: CardProviderConfig): CardProvider {
  const { hostname, port, protocol } = new URL(url);
  const stripe = new Stripe(apiKey, {
    host: hostname,
    ...(port === "" ? {} : { port: Number(port) }),
    protocol: protocol === "http:" ? "http" : "https",
    ...{ maxNetworkRetries: 0, timeout: TIMEOUT_MS, telemetry: false },
  });
  return {
    async authorise({ tenantId, orderId, paymentId, amount, currency, token }, idempotencyKey) {
      const sent = toProviderAmount({ amount, currency });
      if (sent === null) return { refused: "This amount cannot be paid by card." };
      return intentUnlessRefused(idempotencyKey, () =>
        stripe.paymentIntents.create(
          {
            ...{ amount: sent, currency: currency.toLowerCase(), capture_method: "manual", confirm: true },
            ...{ payment_method: token, payment_method_types: ["card"] },
            metadata: { tenant: tenantId, order: orderId, payment: paymentId },
          },
          { idempotencyKey },
        ),
      );
    },
    async find(paymentId, intentId) {
      if (intentId !== null) return toIntent(await stripe.paymentIntents.retrieve(intentId));
      const { data } = await stripe.paymentIntents.search({ query: `metadata['payment']:'${paymentId}'` });
      return data[0] ? toIntent(data[0]) : null;
    },
    async capture(intentId, { amount, currency }, idempotencyKey) {
      const sent = toProviderAmount({ amount, currency });
      if (sent === null) return { refused: "This amount cannot be taken from a card." };
      return intentUnlessRefused(idempotencyKey, () =>
        stripe.paymentIntents.capture(intentId, { amount_to_capture: sent }, { idempotencyKey }),
      );
    },
    cancel: (intentId, idempotencyKey) =>
      intentUnlessRefused(idempotencyKey, () => stripe.paymentIntents.cancel(intentId, {}, { idempotencyKey })),
    ...refundsAt(stripe),
    readEvent(body, signature) {
      const event = verified(() => stripe.webhooks.constructEvent(body, signature, webhookSecret, TOLERANCE_SECONDS));
      const told = { id: event.id, kind: event.type, createdAt: new Date(event.created * 1_000) };
      if (event.type.startsWith("refund.")) {
        const object = event.data.object as Stripe.Refund;
        return { ...told, ours: ownerOf(object), refund: toRefund(object) };
      }
      if (!event.type.startsWith("payment_intent.")) return null;
      const object = event.data.object as Stripe.PaymentIntent;
      const { tenant: tenantId, payment: paymentId } = object.metadata;
      if (tenantId === undefined || paymentId === undefined) return null;
      const intent = toIntent(object);
      return {
        ...{ ...told, tenantId, paymentId },
        intent: { ...intent, status: statusOfEvent(event.type, intent.status) },
      };
    },
  };
}

/** One that has just been made has no card either: only the event of a failure says that it failed. */
function statusOfEvent(type: string, status: Intent["status"]): Intent["status"] {
  if (type === "payment_intent.payment_failed") return "declined";
  return status === "declined" ? "pending" : status;
}

async function intentUnlessRefused(key: string, ask: () => Promise<Stripe.PaymentIntent>): Promise<Intent | Refused> {
  const answer = await unlessRefused(key, "The payment could not be made with this card.", ask);
  return "refused" in answer ? answer : toIntent(answer);
}

const STATUSES: Readonly<Record<string, Intent["status"]>> = {
  requires_payment_method: "declined",
  requires_confirmation: "pending",
  processing: "pending",
  requires_action: "needs_person",
  requires_capture: "authorized",
  succeeded: "captured",
  canceled: "voided",
};

function toIntent(given: Stripe.PaymentIntent): Intent {
  const currency = given.currency.toUpperCase();
  const ours = (amount: number) => fromProviderAmount({ amount, currency });
  return {
    ...{ id: given.id, status: STATUSES[given.status] ?? "pending", currency },
    ...{ amount: ours(given.amount), captured: ours(given.amount_received) },
  };
}

function verified(read: () => Stripe.Event): Stripe.Event {
  try {
    return read();
  } catch (error) {
    throw new AppError("forbidden", { detail: "The signature is not the provider's, or is too old.", cause: error });
  }
}
