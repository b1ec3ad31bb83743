import type { Intent } from "../payments/card-provider.ts";
import { factsNow, readPayment } from "../payments/record-facts.ts";
import type { Refused } from "../payments/unless-refused.ts";
import { externalWork, SagaNeedsPerson, type SagaKind } from "../sagas/saga-kind.ts";
import { type CardData, requireCards, voidAtProvider } from "./pay-by-card.ts";
import { recordPayment } from "./record-payment.ts";

/** A payment that somebody moves. */
export interface Moving extends CardData {
  /** A hash of the `Idempotency-Key` of their request, whose text may say anything; null: it had none. */
  requestHash: string | null;
}

interface Capturing extends Moving {
  /** Minor units. */
  amount: number;
}

/** The cancellation is done in its request's transaction, and final; what was authorised goes back afterwards. */
export const CANCEL_ORDER: SagaKind<CardData> = {
  name: "cancel_order",
  version: 1,
  steps: [{ name: "cancel", at: "here", do: () => Promise.resolve(), isFinal: true }, voidAtProvider],
};

export const VOID_PAYMENT: SagaKind<Moving> = { name: "void_payment", version: 1, steps: [voidAtProvider] };

/** Takes what was authorised: the provider does it once, and from then on there is no way back. */
export const CAPTURE_PAYMENT: SagaKind<Capturing> = {
  name: "capture_payment",
  version: 1,
  steps: [
    {
      name: "capture",
      at: "provider",
      isFinal: true,
      do: externalWork({
        renewsKey: true,
        isKnown: async (tx, { data }) => (await factsNow(tx, data.paymentId)).captured !== null,
        call: async (context, { tenantId, data }, { idempotencyKey, sent }): Promise<Intent | Refused> => {
          const { intent_id: intentId, currency } = await readPayment(context, { tenantId, paymentId: data.paymentId });
          if (intentId === null) throw new SagaNeedsPerson("the provider knows nothing of this payment");
          const cards = requireCards(context);
          const before = sent ? await cards.find(data.paymentId, intentId) : null;
          if (before?.status === "captured" || before?.status === "voided") return before;
          const taken = await cards.capture(intentId, { amount: data.amount, currency }, idempotencyKey);
          if (!("refused" in taken)) return taken;
          // Refused for its state: it was taken, or given back, elsewhere.
          const now = await cards.find(data.paymentId, intentId);
          return now?.status === "captured" || now?.status === "voided" ? now : taken;
        },
        async record(context, tx, { tenantId, data }, answer) {
          if ("refused" in answer)
            return { next: "refuse", refusal: { code: "conflict", detail: answer.refused }, undoesStep: false };
          await recordPayment(context, tx, { tenantId, ...data }, answer);
          if (answer.status === "captured") return { next: "go on" };
          if (answer.status !== "voided") throw new SagaNeedsPerson(`the payment is not taken: ${answer.status}`);
          const detail = "The payment was given back already: nothing can be taken of it.";
          return { next: "refuse", refusal: { code: "conflict", detail }, undoesStep: false };
        },
      }),
    },
  ],
};
