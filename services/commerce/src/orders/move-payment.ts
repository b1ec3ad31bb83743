import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { AuditAction } from "@chorus/contracts/entities/audit-action";
import type { Payment } from "@chorus/contracts/entities/payment";
import type { TenantTx } from "@chorus/database/database";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import { actorOf } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import { findPayment, type PaymentRow } from "../payments/record-facts.ts";
import type { SagaKind } from "../sagas/saga-kind.ts";
import { requestHashOf } from "../sagas/request-hash.ts";
import { startSaga } from "../sagas/start-saga.ts";
import { requireNotReverted, untilAtRest } from "../sagas/until-at-rest.ts";
import { findOrder, type OrderRow } from "./order-rows.ts";
import { CAPTURE_PAYMENT, type Moving, VOID_PAYMENT } from "./payment-sagas.ts";
import { presentPayments } from "./present-payments.ts";
import { lockPaid } from "./record-payment.ts";

/** `isPending`: the provider has not answered yet. */
interface Moved {
  payment: Payment;
  isPending: boolean;
}

interface Asked {
  paymentId: string;
  /** The same key again is the same request, also while the first one is under way. */
  requestKey: string | null;
  requestId: string;
  letGo: () => void;
}

/** @throws AppError `not_found` */
export async function readPayments(
  context: CommerceContext,
  caller: AccessClaims,
  idOrNumber: string,
): Promise<Payment[]> {
  return context.database.readTenant(caller.tenantId, async (tx) => {
    const { id } = await findOrder(tx, caller, idOrNumber);
    const query = tx.selectFrom("commerce.payments").selectAll().where("order_id", "=", id);
    return presentPayments(tx, await query.orderBy("id").execute());
  });
}

/**
 * Takes all of what was authorised, or a part; a payment is taken once.
 * @param amount minor units; all of it when undefined
 * @throws AppError `not_found`, `conflict` for what is not authorised, is just being moved, or is of a canceled order, `invalid` for more
 * than is authorised
 */
export async function capturePayment(
  context: CommerceContext,
  caller: AccessClaims,
  { amount, ...asked }: Asked & { amount: number | undefined },
): Promise<Moved> {
  const kind = { ...CAPTURE_PAYMENT, action: "payment.capture" } as const;
  return move(context, caller, { ...asked, kind }, ({ order, payment }) => {
    if (order.status === "canceled")
      throw new AppError("conflict", { detail: "The order is canceled: nothing is taken of its payment." });
    const wanted = amount ?? payment.amount;
    if (wanted <= payment.amount) return { amount: wanted };
    const message = `must be at most what was authorised: ${payment.amount}`;
    throw new AppError("invalid", { detail: `amount: ${message}`, errors: [{ path: "amount", message }] });
  });
}

/** Gives back what was authorised and not taken. @throws AppError `not_found`, `conflict` as `capturePayment` */
export async function voidPayment(context: CommerceContext, caller: AccessClaims, asked: Asked): Promise<Moved> {
  return move(context, caller, { ...asked, kind: { ...VOID_PAYMENT, action: "payment.void" } }, () => ({}));
}

async function move<More extends object>(
  context: CommerceContext,
  caller: AccessClaims,
  asked: Asked & { kind: SagaKind<Moving & More> & { action: AuditAction } },
  more: (paid: { order: OrderRow; payment: PaymentRow }) => More,
): Promise<Moved> {
  requirePermission(caller, "payment.manage");
  const { tenantId } = caller;
  const { paymentId, requestKey, requestId, kind } = asked;
  const sagaId = await context.database.withTenant(tenantId, async (tx) => {
    const orderId = await orderOf(tx, paymentId);
    const { order, payment } = await lockPaid(tx, { orderId, paymentId });
    const wanted = more({ order, payment });
    const requestHash = requestKey && requestHashOf(requestKey);
    const data = { orderId, paymentId, actor: actorOf(caller), requestHash, ...wanted };
    const begun = requestHash === null ? undefined : await findBegun(tx, kind.name, data);
    if (begun) return begun;
    requireAuthorised(payment);
    const id = await startSaga(context, tx, kind, { tenantId, orderId, paymentId, data });
    const target = { type: "order", id: orderId };
    await writeAudit(tx, { ...{ tenantId, actor: auditActor(caller), action: kind.action, target }, requestId });
    return id;
  });
  await context.failpoints.reach("started");
  const saga = await untilAtRest(context, { tenantId, sagaId, letGo: asked.letGo });
  requireNotReverted(saga);
  const payment = await context.database.readTenant(tenantId, async (tx) => {
    const [presented] = await presentPayments(tx, [await findPayment(tx, paymentId)]);
    return presented!;
  });
  return { payment, isPending: saga.state !== "done" };
}

/** The saga that the same request has begun before: who asked, by which key, for what. One that was undone can be begun again. */
async function findBegun(tx: TenantTx, kind: string, data: Moving): Promise<string | undefined> {
  const found = await tx
    .selectFrom("commerce.sagas")
    .select("id")
    .where("payment_id", "=", data.paymentId)
    .where("kind", "=", kind)
    .where("state", "<>", "reverted")
    .where(sql<boolean>`data = ${JSON.stringify(data)}::jsonb`)
    .executeTakeFirst();
  return found?.id;
}

/** @throws AppError `not_found`, also for a draft's */
async function orderOf(tx: TenantTx, paymentId: string): Promise<string> {
  const found = await tx
    .selectFrom("commerce.payments as p")
    .innerJoin("commerce.orders as o", "o.id", "p.order_id")
    .select("o.id")
    .where("p.id", "=", paymentId)
    .where("o.number", "is not", null)
    .executeTakeFirst();
  if (!found) throw notFound();
  return found.id;
}

function requireAuthorised({ method, state }: PaymentRow): void {
  if (method !== "card")
    throw new AppError("conflict", {
      detail: "This payment is agreed between the shop and its customer: no provider has it.",
    });
  if (state !== "authorized")
    throw new AppError("conflict", {
      detail: `Only what is authorised can be taken or given back: this payment is ${state}.`,
    });
}
