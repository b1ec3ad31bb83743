import { afterCommit, type TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { CommerceContext } from "../context.ts";
import { releaseStock } from "../inventory/reserve-stock.ts";
import { authorise, type CardData } from "../orders/pay-by-card.ts";
import { placeDraft } from "../orders/place-order.ts";
import { lockPaid } from "../orders/record-payment.ts";
import { releaseUses } from "../promotions/promotion-uses.ts";
import type { SagaKind, SagaOf } from "../sagas/saga-kind.ts";
import { findStep } from "../sagas/saga-rows.ts";
import { holdAgain } from "./holding-cart.ts";

interface Placing extends CardData {
  cartId: string;
}

/** An order that is paid by card: the first step is done in the cart's own transaction. */
export const PLACE_ORDER: SagaKind<Placing> = {
  name: "place_order",
  version: 1,
  givenUp: { code: "payment_declined", detail: "The shop has given this order up: nothing is taken." },
  steps: [
    { name: "promise", at: "here", do: () => Promise.resolve(), undo: takeBack },
    authorise,
    {
      name: "place",
      at: "here",
      do: (context, tx, { tenantId, data }) => placeDraft(context, tx, { tenantId, ...data }),
    },
  ],
};

/**
 * Everything is as before: its promotions can be used again; the units can be sold again, or are held for the cart while its quote lasts; the cart is open. The draft
 * stays in the books without cart and number.
 */
async function takeBack(
  context: CommerceContext,
  tx: TenantTx,
  { tenantId, id: sagaId, data }: SagaOf<Placing>,
): Promise<"undone" | "not yet"> {
  const { orderId, paymentId, cartId, actor } = data;
  const cart = await tx
    .selectFrom("commerce.carts")
    .selectAll()
    .where("id", "=", cartId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const { order, payment } = await lockPaid(tx, { orderId, paymentId });
  if (order.status !== "draft") return "undone";
  // Told of late, when nothing was found that could be given back; a person says that they have done it by hand.
  const giving = await findStep(tx, { sagaId, position: PLACE_ORDER.steps.indexOf(authorise), direction: "undo" });
  if (payment.state === "authorized" && giving?.state !== "skipped") return "not yet";
  if (payment.state === "captured") afterCommit(tx, () => context.events.takenForNothing({ tenantId, paymentId }));
  const lines = await tx
    .updateTable("commerce.order_lines")
    .set({ canceled: sql`quantity` })
    .where("order_id", "=", orderId)
    .returning("id")
    .execute();
  const released = await releaseStock(context, tx, { tenantId, actor, lineIds: lines.map(({ id }) => id) });
  const at = new Date(context.clock.now());
  await releaseUses(tx, orderId, at);
  await tx
    .updateTable("commerce.orders")
    .set({ status: "declined", cart_id: null })
    .where("id", "=", orderId)
    .execute();
  await tx.updateTable("commerce.carts").set({ status: "open" }).where("id", "=", cartId).execute();
  await holdAgain(tx, cart, { released, at });
  return "undone";
}
