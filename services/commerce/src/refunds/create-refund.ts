import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { Refund } from "@chorus/contracts/entities/refund";
import type { createRefund as route } from "@chorus/contracts/routes/refunds";
import type { RouteBody } from "@chorus/contracts/routes/define-route";
import type { TenantTx } from "@chorus/database/database";
import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError } from "@chorus/kernel/app-error";
import { type Actor, actorOf } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import { appendTimeline } from "../orders/append-timeline.ts";
import { customerOf, lockOrder } from "../orders/order-rows.ts";
import type { PaymentRow } from "../payments/record-facts.ts";
import type { RefundRow } from "../payments/record-refund-facts.ts";
import { requestHashOf } from "../sagas/request-hash.ts";
import { startSaga } from "../sagas/start-saga.ts";
import { requireNotReverted, untilAtRest } from "../sagas/until-at-rest.ts";
import { presentRefunds, refundableState } from "./refund-rows.ts";
import { planRefund, type RefundPlan, type WantedRefund } from "./refund-rules.ts";
import { REFUND_PAYMENT } from "./refund-saga.ts";

type Asked = RouteBody<typeof route> & { requestKey: string; requestId: string; letGo: () => void };

/**
 * Gives back what a card has paid: some lines of an order, its shipping, or an amount. What was asked for is reserved at once, so that
 * all refunds together are never more than what was taken.
 * @returns also whether the provider has not answered yet
 * @throws AppError `not_found`, `conflict` for what no card has paid, or was not taken, for more than is left, with what is, while the
 * payment is being moved, and when the provider refuses it; `invalid` for a line of another order
 */
export async function createRefund(
  context: CommerceContext,
  caller: AccessClaims,
  asked: Asked,
): Promise<{ refund: Refund; isPending: boolean }> {
  requirePermission(caller, "refund.manage");
  const { tenantId } = caller;
  const begun = await context.database.withTenant(tenantId, (tx) => begin(context, tx, caller, asked));
  await context.failpoints.reach("started");
  const saga = await untilAtRest(context, { tenantId, sagaId: begun.sagaId, letGo: asked.letGo });
  requireNotReverted(saga);
  const refund = await context.database.readTenant(tenantId, async (tx) => {
    const query = tx.selectFrom("commerce.refunds").selectAll().where("id", "=", begun.refundId);
    return (await presentRefunds(tx, await query.execute()))[0]!;
  });
  return { refund, isPending: saga.state !== "done" };
}

interface Begun {
  refundId: string;
  sagaId: string;
}

async function begin(
  context: CommerceContext,
  tx: TenantTx,
  caller: AccessClaims,
  { orderId, reason, requestKey, requestId, ...asked }: Omit<Asked, "letGo">,
): Promise<Begun> {
  const { tenantId } = caller;
  const actor = actorOf(caller);
  // The customer first, as an erasure does, so that nobody waits in a circle.
  const isErased = !(await lockAgainstErasure(tx, await customerOf(tx, orderId)));
  const { row: order, lines } = await lockOrder(tx, orderId);
  const known = await lockPaymentOf(tx, orderId);
  const wanted = wantedOf(asked);
  const requestHash = requestHashOf(requestKey);
  const before = await findBegun(tx, { orderId, requestHash, actor, wanted });
  if (before) return before;
  const payment = requireTaken(known);
  const plan = planRefund(wanted, await refundableState(tx, { order, payment, lines }));
  const refundId = context.ids.next();
  const at = new Date(context.clock.now());
  const data = { orderId, paymentId: payment.id, refundId, actor };
  const place = { tenantId, orderId, paymentId: payment.id };
  const sagaId = await startSaga(context, tx, REFUND_PAYMENT, { ...place, data, done: 1 });
  await insertRefund(tx, { ...place, refundId, sagaId, requestHash, actor, at, currency: payment.currency }, plan);
  // Of an erased customer it says what was done, without anybody's words.
  const entry = { kind: "payment.refund_requested", reason: isErased ? undefined : reason } as const;
  const last = await appendTimeline(tx, { tenantId, orderId, last: order.last_event, actor, at }, [entry]);
  const set = { last_event: last, version: order.version + 1 };
  await tx.updateTable("commerce.orders").set(set).where("id", "=", orderId).execute();
  const target = { type: "order", id: orderId };
  await writeAudit(tx, { ...{ tenantId, actor: auditActor(caller), action: "order.refund", target }, requestId });
  return { refundId, sagaId };
}

function wantedOf({ lines, shipping = false, amount }: Pick<Asked, "lines" | "shipping" | "amount">): WantedRefund {
  return amount === undefined ? { lines: lines ?? [], shipping } : { amount };
}

/** An order has one payment that counts. */
function lockPaymentOf(tx: TenantTx, orderId: string): Promise<PaymentRow | undefined> {
  const query = tx.selectFrom("commerce.payments").selectAll().where("order_id", "=", orderId).orderBy("id");
  return query.forUpdate().executeTakeFirst();
}

/** @throws AppError `conflict` */
function requireTaken(payment: PaymentRow | undefined): PaymentRow {
  if (payment?.method === "manual")
    throw new AppError("conflict", {
      detail: "This payment is agreed between the shop and its customer: they also agree how it goes back.",
    });
  if (payment?.state === "mismatch")
    throw new AppError("conflict", {
      detail: "The card's provider says another amount of this payment: give it back in the provider's dashboard.",
    });
  if (payment?.state !== "captured")
    throw new AppError("conflict", { detail: "Nothing of this order's payment has been taken yet." });
  return payment;
}

/**
 * The refund that the same request has begun before. One that the provider refused can be begun again.
 * @throws AppError `idempotency_mismatch` for something else by the same key
 */
async function findBegun(
  tx: TenantTx,
  { orderId, requestHash, actor, wanted }: { orderId: string; requestHash: string; actor: Actor; wanted: WantedRefund },
): Promise<Begun | undefined> {
  const found = await tx
    .selectFrom("commerce.refunds as r")
    .innerJoin("commerce.sagas as s", "s.id", "r.saga_id")
    .selectAll("r")
    .where("r.order_id", "=", orderId)
    .where("r.request_hash", "=", requestHash)
    .where("r.actor_type", "=", actor.type)
    .where("r.actor_id", actor.id === null ? "is" : "=", actor.id)
    .where("s.state", "<>", "reverted")
    .executeTakeFirst();
  if (!found) return undefined;
  if (!(await isSame(tx, found, wanted))) throw new AppError("idempotency_mismatch");
  return { refundId: found.id, sagaId: found.saga_id };
}

async function isSame(tx: TenantTx, { id, amount, shipping }: RefundRow, wanted: WantedRefund): Promise<boolean> {
  const query = tx.selectFrom("commerce.refund_lines").select(["order_line_id", "quantity"]);
  const lines = await query.where("refund_id", "=", id).execute();
  if ("amount" in wanted) return lines.length === 0 && shipping === 0 && amount === wanted.amount;
  const units = new Map(lines.map((line) => [line.order_line_id, line.quantity]));
  return (
    wanted.shipping === shipping > 0 &&
    wanted.lines.length === lines.length &&
    wanted.lines.every(({ lineId, quantity }) => units.get(lineId) === quantity)
  );
}

async function insertRefund(
  tx: TenantTx,
  given: {
    tenantId: string;
    orderId: string;
    paymentId: string;
    refundId: string;
    sagaId: string;
    requestHash: string;
    actor: Actor;
    at: Date;
    currency: string;
  },
  { amount, shipping, lines }: RefundPlan,
): Promise<void> {
  const { tenantId, orderId, refundId, actor } = given;
  await tx
    .insertInto("commerce.refunds")
    .values({
      ...{ tenant_id: tenantId, id: refundId, order_id: orderId, payment_id: given.paymentId, state: "pending" },
      ...{ amount, currency: given.currency, shipping, request_hash: given.requestHash, saga_id: given.sagaId },
      ...{ actor_type: actor.type, actor_id: actor.id, created_at: given.at },
    })
    .execute();
  if (lines.length === 0) return;
  await tx
    .insertInto("commerce.refund_lines")
    .values(
      lines.map(({ lineId, ...line }) => ({
        ...{ tenant_id: tenantId, refund_id: refundId, order_line_id: lineId, order_id: orderId, ...line },
      })),
    )
    .execute();
}
