import { AppError } from "@chorus/kernel/app-error";
import type { Actor } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import { type CardProvider, type Intent, SEARCH_LAG_MS } from "../payments/card-provider.ts";
import { factsNow, type PaymentRow, readPayment } from "../payments/record-facts.ts";
import type { Refused } from "../payments/unless-refused.ts";
import { KeptFailure } from "../sagas/kept-failure.ts";
import { externalWork, SagaNeedsPerson, type SagaStep, type Sent } from "../sagas/saga-kind.ts";
import { recordPayment } from "./record-payment.ts";

/** What the steps of every saga about a payment by card know. */
export interface CardData {
  orderId: string;
  paymentId: string;
  actor: Actor;
}

/** How long somebody may take to agree to a payment in their bank's app. */
const AGREES_WITHIN_MS = 15 * 60_000;
/** How long a failure that is kept for its key is asked for again; the provider's search and events tell of most within a minute. */
const FAILS_FOR_MS = 10 * 60_000;

/** @throws AppError `unavailable`: the service has lost its key */
export function requireCards({ cards }: CommerceContext): CardProvider {
  if (cards) return cards;
  throw new AppError("unavailable", { detail: "There is no key of the card provider." });
}

/**
 * Gives back what was authorised. What is not there, or was given back, is fine; what was taken cannot be given back so. A person may
 * have done it in the provider's dashboard.
 */
const giveBack = externalWork<CardData, Intent | null>({
  renewsKey: true,
  canBeSkipped: true,
  isKnown: async (tx, { data }) => (await factsNow(tx, data.paymentId)).isVoided,
  async call(context, { tenantId, data }, { idempotencyKey, sent, write }) {
    const cards = requireCards(context);
    const payment = await readPayment(context, { tenantId, paymentId: data.paymentId });
    const found = await cards.find(payment.id, payment.intent_id);
    const intent = found ?? (await madeMeanwhile(context, payment, sent));
    if (intent === null || intent.status === "voided") return intent;
    // Once it is canceled nobody says any more that it was authorised; that it was taken is true also if a person has to look.
    if (intent.status === "authorized" || intent.status === "captured")
      await write((tx) => recordPayment(context, tx, { tenantId, ...data }, intent));
    if (intent.status === "captured") return intent;
    const canceled = await cards.cancel(intent.id, idempotencyKey);
    // Refused for its state: it is in another one by now.
    return "refused" in canceled ? cards.find(payment.id, intent.id) : canceled;
  },
  async record(context, tx, saga, answer) {
    const told = { tenantId: saga.tenantId, ...saga.data };
    const { after } = await recordPayment(context, tx, told, answer ?? "declined");
    if (answer?.status === "voided") return { next: "go on" };
    if (answer === null) {
      if (after === "declined" || after === "voided") return { next: "go on" };
      // Told while it was asked: the next try asks by the id that is known now.
      throw new AppError("unavailable", { detail: "The payment was made meanwhile." });
    }
    if (after !== "captured") throw new SagaNeedsPerson(`the payment is not given back: ${answer.status}`);
    const detail = "The payment has been taken already: only a refund gives it back.";
    return { next: "refuse", refusal: { code: "conflict", detail }, undoesStep: false };
  },
});

/**
 * What came of an authorisation that may have been sent and is not found. While the search may be behind it is sent once more by its
 * own key: it answers what it has made, or makes now what is then canceled.
 */
async function madeMeanwhile(context: CommerceContext, payment: PaymentRow, sent: Sent | null): Promise<Intent | null> {
  // The token is forgotten with the first answer: nothing is missing then.
  if (!sent || payment.card_token === null) return null;
  if (context.clock.now() - sent.at.getTime() > SEARCH_LAG_MS || hasFailedForLong(context, sent)) return null;
  const made = await askFor(context, payment, { token: payment.card_token, idempotencyKey: sent.idempotencyKey });
  return "refused" in made ? null : made;
}

/**
 * The provider answers that it failed, and will never say more to this key. Another key could authorise twice: it is given up when
 * nothing was found for so long, and what turns up later goes back by its event.
 */
function hasFailedForLong({ clock }: CommerceContext, { failedAt }: Sent): boolean {
  return failedAt !== null && clock.now() - failedAt.getTime() >= FAILS_FOR_MS;
}

function askFor(
  context: CommerceContext,
  { tenant_id: tenantId, order_id: orderId, id: paymentId, amount, currency }: PaymentRow,
  { token, idempotencyKey }: { token: string; idempotencyKey: string },
): Promise<Intent | Refused> {
  const asked = { tenantId, orderId, paymentId, amount, currency, token };
  return requireCards(context).authorise(asked, idempotencyKey);
}

/** The same as a step of its own. */
export const voidAtProvider: SagaStep<CardData> = { name: "void", at: "provider", do: giveBack };

/** Asks for the money of an order; it is given back when the order cannot be placed after all. */
export const authorise: SagaStep<CardData> = {
  name: "authorise",
  at: "provider",
  do: externalWork({
    isKnown: async (tx, { data }) => (await factsNow(tx, data.paymentId)).isAuthorized,
    async call(context, { tenantId, data }, { idempotencyKey, sent }): Promise<Intent | Refused> {
      const payment = await readPayment(context, { tenantId, paymentId: data.paymentId });
      const isKnown = sent !== null || payment.intent_id !== null;
      const found = isKnown ? await requireCards(context).find(payment.id, payment.intent_id) : null;
      if (found) return found;
      if (payment.card_token === null) return { refused: "The payment was not made." };
      try {
        return await askFor(context, payment, { token: payment.card_token, idempotencyKey });
      } catch (error) {
        if (!(error instanceof KeptFailure && sent && hasFailedForLong(context, sent))) throw error;
        return { refused: "The card's provider could not take the payment: nothing was taken. Please try again." };
      }
    },
    async record(context, tx, saga, answer) {
      const told = { tenantId: saga.tenantId, ...saga.data };
      const isRefused = "refused" in answer;
      const { after } = await recordPayment(context, tx, told, isRefused ? "declined" : answer);
      // Another amount than ours is written down; the next step leaves it to a person.
      if (after === "authorized" || after === "captured" || after === "mismatch") return { next: "go on" };
      if (after === "pending") return { next: "wait", waitMs: AGREES_WITHIN_MS };
      const detail = isRefused ? answer.refused : "The card was declined: pay with another one, or ask your bank.";
      return { next: "refuse", refusal: { code: "payment_declined", detail }, undoesStep: false };
    },
  }),
  undo: giveBack,
};
