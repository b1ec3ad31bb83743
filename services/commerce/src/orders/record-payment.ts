import type { TenantTx } from "@chorus/database/database";
import { afterCommit } from "@chorus/database/database";
import type { OrdersTable } from "@chorus/database/tables/commerce";
import type { Updateable } from "kysely";
import { type Actor } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import type { Intent } from "../payments/card-provider.ts";
import type { PaymentState } from "../payments/payment-facts.ts";
import { type Learned, lockPayment, type PaymentRow, recordIntent } from "../payments/record-facts.ts";
import { appendTimeline, type TimelineEntry } from "./append-timeline.ts";
import type { OrderRow } from "./order-rows.ts";
import { paymentStatusOf } from "./order-status.ts";

interface Told {
  tenantId: string;
  orderId: string;
  paymentId: string;
  /** Who wanted it; the system where the provider tells it by itself. */
  actor: Actor;
}

export const SYSTEM: Actor = { type: "system", id: null };

const KIND_OF: Partial<Record<PaymentState, TimelineEntry["kind"]>> = {
  captured: "payment.captured",
  voided: "payment.voided",
  mismatch: "payment.mismatch",
};

/** The order, and then its payment: nobody locks them the other way round. */
export async function lockPaid(
  tx: TenantTx,
  { orderId, paymentId }: Pick<Told, "orderId" | "paymentId">,
): Promise<{ order: OrderRow; payment: PaymentRow }> {
  const query = tx.selectFrom("commerce.orders").selectAll().where("id", "=", orderId);
  const order = await query.forUpdate().executeTakeFirstOrThrow();
  return { order, payment: await lockPayment(tx, paymentId) };
}

/**
 * Writes what the provider says of a payment, and what that is for its order: once for each change, however often it is told. A draft
 * has no timeline yet; it gets one when it is placed.
 */
export async function recordPayment(
  context: CommerceContext,
  tx: TenantTx,
  told: Told,
  intent: Intent | "declined",
): Promise<Learned> {
  const { order, payment } = await lockPaid(tx, told);
  return recordOf(context, tx, { ...told, order, payment }, intent);
}

/** The same for rows that are locked. */
export async function recordOf(
  context: CommerceContext,
  tx: TenantTx,
  { order, payment, ...told }: Told & { order: OrderRow; payment: PaymentRow },
  intent: Intent | "declined",
): Promise<Learned> {
  const { tenantId, paymentId } = told;
  const learned = await recordIntent(context, tx, payment, intent);
  const { before, after, sums } = learned;
  if (before === after) return learned;
  if (after === "mismatch") afterCommit(tx, () => context.events.mismatch({ tenantId, paymentId }));
  const set = { paid: sums.captured, ...(await changeOf(context, tx, { ...told, order }, learned)) };
  await tx.updateTable("commerce.orders").set(set).where("id", "=", order.id).execute();
  return learned;
}

/** Of a placed order; a draft's status and timeline begin when it is placed. */
async function changeOf(
  { clock }: CommerceContext,
  tx: TenantTx,
  { tenantId, actor, order }: Told & { order: OrderRow },
  { after, sums }: Learned,
): Promise<Updateable<OrdersTable>> {
  if (order.number === null) return {};
  const kind = KIND_OF[after];
  const place = { tenantId, orderId: order.id, last: order.last_event, actor, at: new Date(clock.now()) };
  const last = kind ? await appendTimeline(tx, place, [{ kind }]) : order.last_event;
  return {
    payment_status: after === "mismatch" ? "mismatch" : paymentStatusOf(sums),
    ...{ last_event: last, version: order.version + 1 },
  };
}
