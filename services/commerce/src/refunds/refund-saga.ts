import type { TenantTx } from "@chorus/database/database";
import type { CommerceContext } from "../context.ts";
import { type CardData, requireCards } from "../orders/pay-by-card.ts";
import { lockPaid } from "../orders/record-payment.ts";
import type { ProviderRefund } from "../payments/provider-refunds.ts";
import { readPayment } from "../payments/record-facts.ts";
import { findRefund, isOfRefund, type LearnedRefund, lockRefund } from "../payments/record-refund-facts.ts";
import type { RefundState } from "../payments/refund-facts.ts";
import type { Refused } from "../payments/unless-refused.ts";
import { externalWork, SagaNeedsPerson, type SagaKind, type SagaOf, type SagaStep } from "../sagas/saga-kind.ts";
import { recordRefund } from "./record-refund.ts";

interface Refunding extends CardData {
  refundId: string;
}

const BANK_REFUSED = "The bank of the card has not taken the money back: nothing was refunded.";

/** Gives back what was taken. What the provider has accepted is done here; what becomes of it comes by its events. */
const refund: SagaStep<Refunding> = {
  name: "refund",
  at: "provider",
  do: externalWork({
    renewsKey: true,
    isKnown: async (tx, { data }) => {
      const { provider_id: providerId, state } = await findRefund(tx, data.refundId);
      return providerId !== null && state !== "failed";
    },
    async call(context, { tenantId, data }, { idempotencyKey, sent }): Promise<ProviderRefund | Refused> {
      const { orderId, paymentId, refundId } = data;
      const row = await context.database.readTenant(tenantId, (tx) => findRefund(tx, refundId));
      if (row.state === "failed") return { refused: BANK_REFUSED };
      const { intent_id: intentId } = await readPayment(context, { tenantId, paymentId });
      if (intentId === null) throw new SagaNeedsPerson("the provider knows nothing of this payment");
      const cards = requireCards(context);
      const found = sent ? await cards.findRefund(intentId, refundId) : null;
      if (found) return found;
      const { amount, currency } = row;
      return cards.refund({ tenantId, orderId, paymentId, refundId, intentId, amount, currency }, idempotencyKey);
    },
    async record(context, tx, saga, answer) {
      const refuse = (detail: string) =>
        ({ next: "refuse", refusal: { code: "conflict", detail }, undoesStep: false }) as const;
      if ("refused" in answer) return refuse(answer.refused);
      const row = await findRefund(tx, saga.data.refundId);
      if (!isOfRefund(row, answer)) throw new SagaNeedsPerson("the provider says something else of the refund");
      const { after } = await write(context, tx, saga, { status: answer.status, providerId: answer.id });
      return after === "failed" ? refuse(BANK_REFUSED) : { next: "go on" };
    },
  }),
};

/** The first step is done in the request's own transaction. */
export const REFUND_PAYMENT: SagaKind<Refunding> = {
  name: "refund_payment",
  version: 1,
  steps: [
    {
      name: "reserve",
      at: "here",
      do: () => Promise.resolve(),
      async undo(context, tx, saga) {
        await write(context, tx, saga, { status: "failed", providerId: null });
        return "undone";
      },
    },
    refund,
  ],
};

async function write(
  context: CommerceContext,
  tx: TenantTx,
  { data }: SagaOf<Refunding>,
  told: { status: RefundState; providerId: string | null },
): Promise<LearnedRefund> {
  const { order } = await lockPaid(tx, data);
  const row = (await lockRefund(tx, data.refundId))!;
  return recordRefund(context, tx, { order, refund: row, actor: data.actor }, told);
}
