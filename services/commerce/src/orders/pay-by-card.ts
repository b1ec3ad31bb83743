import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import type { Actor } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import type { CardProvider, Intent, Refused } from "../payments/card-provider.ts";
import { factsOf } from "../payments/record-facts.ts";
import { externalWork, SagaNeedsPerson, type SagaStep } from "../sagas/saga-kind.ts";
import { recordPayment } from "./record-payment.ts";

/** What the steps of every saga about a payment by card know. */
export interface CardData {
  orderId: string;
  paymentId: string;
  actor: Actor;
}

/** How long somebody may take to agree to a payment in their bank's app. */
const AGREES_WITHIN_MS = 15 * 60_000;

/** @throws AppError `unavailable`: the service has lost its key */
export function requireCards({ cards }: CommerceContext): CardProvider {
  if (cards) return cards;
  throw new AppError("unavailable", { detail: "There is no key of the card provider." });
}

async function paymentOf(tx: TenantTx, paymentId: string) {
  const query = tx.selectFrom("commerce.payments").selectAll().where("id", "=", paymentId);
  return query.executeTakeFirstOrThrow();
}

function readPayment(context: CommerceContext, { tenantId, data }: { tenantId: string; data: CardData }) {
  return context.database.readTenant(tenantId, (tx) => paymentOf(tx, data.paymentId));
}

async function factsNow(tx: TenantTx, paymentId: string) {
  return factsOf(await paymentOf(tx, paymentId));
}

/** Gives back what was authorised. What is not there, or was given back, is fine; what was taken cannot be given back so. */
const giveBack = externalWork<CardData, Intent | null>({
  isKnown: async (tx, { data }) => (await factsNow(tx, data.paymentId)).isVoided,
  async call(context, saga, { idempotencyKey }) {
    const cards = requireCards(context);
    const payment = await readPayment(context, saga);
    const intent = await cards.find(payment.id, payment.intent_id);
    if (intent === null || intent.status === "voided" || intent.status === "captured") return intent;
    // Its answer was lost: once it is canceled nobody says any more that it was authorised.
    if (intent.status === "authorized")
      await context.database.withTenant(saga.tenantId, (tx) =>
        recordPayment(context, tx, { tenantId: saga.tenantId, ...saga.data }, intent),
      );
    const canceled = await cards.cancel(intent.id, idempotencyKey);
    // Refused for its state: it is in another one by now.
    return "refused" in canceled ? cards.find(payment.id, intent.id) : canceled;
  },
  async record(context, tx, saga, answer) {
    const told = { tenantId: saga.tenantId, ...saga.data };
    const { after } = await recordPayment(context, tx, told, answer ?? "declined");
    if (answer === null || answer.status === "voided") return { next: "go on" };
    if (after !== "captured") throw new SagaNeedsPerson(`the payment is not given back: ${answer.status}`);
    const detail = "The payment has been taken already: only a refund gives it back.";
    return { next: "refuse", refusal: { code: "conflict", detail }, undoesStep: false };
  },
});

/** The same as a step of its own. */
export const voidAtProvider: SagaStep<CardData> = { name: "void", at: "provider", do: giveBack };

/** Asks for the money of an order; it is given back when the order cannot be placed after all. */
export const authorise: SagaStep<CardData> = {
  name: "authorise",
  at: "provider",
  do: externalWork({
    isKnown: async (tx, { data }) => (await factsNow(tx, data.paymentId)).isAuthorized,
    async call(context, saga, { idempotencyKey, isAgain }): Promise<Intent | Refused> {
      const cards = requireCards(context);
      const payment = await readPayment(context, saga);
      const isKnown = isAgain || payment.intent_id !== null;
      const found = isKnown ? await cards.find(payment.id, payment.intent_id) : null;
      if (found) return found;
      if (payment.card_token === null) return { refused: "The payment was not made." };
      return cards.authorise(
        {
          ...{ tenantId: saga.tenantId, orderId: payment.order_id, paymentId: payment.id },
          ...{ amount: payment.amount, currency: payment.currency, token: payment.card_token },
        },
        idempotencyKey,
      );
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
