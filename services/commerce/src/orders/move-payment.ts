import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { Payment } from "@chorus/contracts/entities/payment";
import type { ErrorCode } from "@chorus/contracts/errors";
import type { TenantTx } from "@chorus/database/database";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import { actorOf } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import type { PaymentRow } from "../payments/record-facts.ts";
import { untilAtRest } from "../sagas/until-at-rest.ts";
import { startSaga } from "../sagas/start-saga.ts";
import { findOrder } from "./order-rows.ts";
import type { CardData } from "./pay-by-card.ts";
import { CAPTURE_PAYMENT, VOID_PAYMENT } from "./payment-sagas.ts";
import { lockPaid } from "./record-payment.ts";

/** How long a request waits for the card's provider. */
const WAIT_MS = 5_000;

/** `isPending`: the provider has not answered yet. */
interface Moved {
  payment: Payment;
  isPending: boolean;
}

interface Asked {
  paymentId: string;
  requestId: string;
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
    return (await query.orderBy("id").execute()).map(presentPayment);
  });
}

/**
 * Takes all of what was authorised, or a part; a payment is taken once.
 * @param amount minor units; all of it when undefined
 * @throws AppError `not_found`, `conflict` for what is not authorised, or is just being moved, `invalid` for more than is authorised
 */
export async function capturePayment(
  context: CommerceContext,
  caller: AccessClaims,
  { amount, ...asked }: Asked & { amount: number | undefined },
): Promise<Moved> {
  return move(context, caller, { ...asked, action: "payment.capture" }, (tx, payment, data) => {
    const wanted = amount ?? payment.amount;
    if (wanted > payment.amount) {
      const message = `must be at most what was authorised: ${payment.amount}`;
      throw new AppError("invalid", { detail: `amount: ${message}`, errors: [{ path: "amount", message }] });
    }
    const saga = { tenantId: caller.tenantId, orderId: data.orderId, paymentId: payment.id };
    return startSaga(context, tx, CAPTURE_PAYMENT, { ...saga, data: { ...data, amount: wanted } });
  });
}

/** Gives back what was authorised and not taken. @throws AppError `not_found`, `conflict` as `capturePayment` */
export async function voidPayment(context: CommerceContext, caller: AccessClaims, asked: Asked): Promise<Moved> {
  return move(context, caller, { ...asked, action: "payment.void" }, (tx, payment, data) =>
    startSaga(context, tx, VOID_PAYMENT, {
      ...{ tenantId: caller.tenantId, orderId: data.orderId, paymentId: payment.id },
      data,
    }),
  );
}

async function move(
  context: CommerceContext,
  caller: AccessClaims,
  { paymentId, requestId, action }: Asked & { action: string },
  start: (tx: TenantTx, payment: PaymentRow, data: CardData) => Promise<string>,
): Promise<Moved> {
  requirePermission(caller, "payment.manage");
  const { tenantId } = caller;
  const sagaId = await context.database.withTenant(tenantId, async (tx) => {
    const orderId = await orderOf(tx, paymentId);
    const { payment } = await lockPaid(tx, { orderId, paymentId });
    requireAuthorised(payment);
    const id = await start(tx, payment, { orderId, paymentId, actor: actorOf(caller) });
    const target = { type: "order", id: orderId };
    await writeAudit(tx, { ...{ tenantId, actor: auditActor(caller), action, target }, requestId });
    return id;
  });
  await context.failpoints.reach("started");
  const saga = await untilAtRest(context, { tenantId, sagaId, waitMs: WAIT_MS });
  if (saga.state === "reverted" && saga.refusal)
    throw new AppError(saga.refusal.code as ErrorCode, { detail: saga.refusal.detail });
  const payment = await context.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("commerce.payments")
      .selectAll()
      .where("id", "=", paymentId)
      .executeTakeFirstOrThrow(() => notFound()),
  );
  return { payment: presentPayment(payment), isPending: saga.state !== "done" };
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

function presentPayment(row: PaymentRow): Payment {
  const money = (amount: number) => ({ amount, currency: row.currency });
  return {
    ...{ id: row.id, orderId: row.order_id, method: row.method as Payment["method"], state: row.state },
    ...{ amount: money(row.amount), captured: money(row.captured), createdAt: toTimestamp(row.created_at) },
  };
}
