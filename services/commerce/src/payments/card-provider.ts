import { AppError } from "@chorus/kernel/app-error";
import { Stripe } from "stripe";
import { KeptFailure } from "../sagas/kept-failure.ts";
import { fromProviderAmount, toProviderAmount } from "./provider-amount.ts";

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

/** What it refuses, for the person who pays or for the desk. */
export interface Refused {
  refused: string;
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
export interface ProviderEvent {
  id: string;
  kind: string;
  createdAt: Date;
  tenantId: string;
  paymentId: string;
  intent: Intent;
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
  /** @returns null: it is not about a payment. @throws AppError `forbidden` for what is not signed by the provider */
  readEvent(body: string, signature: string): ProviderEvent | null;
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
      return unlessRefused(idempotencyKey, () =>
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
      return unlessRefused(idempotencyKey, () =>
        stripe.paymentIntents.capture(intentId, { amount_to_capture: sent }, { idempotencyKey }),
      );
    },
    cancel: (intentId, idempotencyKey) =>
      unlessRefused(idempotencyKey, () => stripe.paymentIntents.cancel(intentId, {}, { idempotencyKey })),
    readEvent(body, signature) {
      const event = verified(() => stripe.webhooks.constructEvent(body, signature, webhookSecret, TOLERANCE_SECONDS));
      if (!event.type.startsWith("payment_intent.")) return null;
      const object = event.data.object as Stripe.PaymentIntent;
      const { tenant: tenantId, payment: paymentId } = object.metadata;
      if (tenantId === undefined || paymentId === undefined) return null;
      const intent = toIntent(object);
      return {
        ...{ id: event.id, kind: event.type, createdAt: new Date(event.created * 1_000), tenantId, paymentId },
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

/**
 * A card's refusal, and what can never be done, are answers; anything else is tried again. Stripe keeps for a key also that it failed,
 * once it had begun (docs.stripe.com/api/idempotent_requests).
 */
async function unlessRefused(
  idempotencyKey: string,
  ask: () => Promise<Stripe.PaymentIntent>,
): Promise<Intent | Refused> {
  try {
    return toIntent(await ask());
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) return { refused: reasonOf(error.code) };
    if (error instanceof Stripe.errors.StripeIdempotencyError) throw error;
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 400)
      return { refused: "The payment could not be made with this card." };
    if (error instanceof Stripe.errors.StripeError && (error.statusCode ?? 0) >= 500)
      throw new KeptFailure(idempotencyKey, error);
    throw error;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  expired_card: "The card has expired: pay with another one.",
  incorrect_cvc: "The card's security code is not right.",
};

function reasonOf(code: string | undefined): string {
  return REASONS[code ?? ""] ?? "The card was declined: pay with another one, or ask your bank.";
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
