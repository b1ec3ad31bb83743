import type { TenantTx } from "@chorus/database/database";
import { moneyOf } from "@chorus/kernel/money";
import type { CommerceContext } from "../context.ts";
import { PAYMENT_METHODS, type PaymentMethodName } from "./payment-method.ts";

interface Place {
  tenantId: string;
  orderId: string;
}

/** What has happened to an order's money so far, in minor units. */
export interface LedgerSums {
  authorized: number;
  captured: number;
  voided: number;
  /** What went back and stayed there. */
  refunded: number;
}

/** What a way to pay has authorised; the amount in minor units. */
interface Authorisation {
  method: PaymentMethodName;
  state: "authorized";
  amount: number;
  currency: string;
  /** What the ledger says of the order once it is written. */
  sums: LedgerSums;
}

/** Authorises an order's total, to be written beside the order (`writePayment`). */
export function authorisePayment({
  orderId,
  ...given
}: Pick<Authorisation, "method" | "amount" | "currency"> & { orderId: string }): Authorisation {
  const state = PAYMENT_METHODS[given.method].authorise({ orderId, amount: moneyOf(given) });
  return { ...given, state, sums: sumsOf([{ kind: state, amount: given.amount }]) };
}

/** Writes it down, for an order that is there: whatever an order says of money are sums of the ledger. */
export async function writePayment(
  { ids }: Pick<CommerceContext, "ids">,
  tx: TenantTx,
  { tenantId, orderId }: Place,
  { method, state, amount, currency, at }: Authorisation & { at: Date },
): Promise<void> {
  const paymentId = ids.next();
  await tx
    .insertInto("commerce.payments")
    .values({ tenant_id: tenantId, id: paymentId, order_id: orderId, method, state, amount, currency, created_at: at })
    .execute();
  await tx
    .insertInto("commerce.ledger_entries")
    .values({
      ...{ tenant_id: tenantId, id: ids.next(), order_id: orderId, payment_id: paymentId },
      ...{ kind: state, amount, created_at: at },
    })
    .execute();
}

/** A payment by card whose provider has not been asked yet. @returns its id */
export async function writePendingPayment(
  { ids, clock }: Pick<CommerceContext, "ids" | "clock">,
  tx: TenantTx,
  { tenantId, orderId }: Place,
  { token, ...money }: { amount: number; currency: string; token: string },
): Promise<string> {
  const id = ids.next();
  await tx
    .insertInto("commerce.payments")
    .values({
      ...{ tenant_id: tenantId, id, order_id: orderId, method: "card", state: "pending", card_token: token },
      ...{ ...money, created_at: new Date(clock.now()) },
    })
    .execute();
  return id;
}

/**
 * Voids what was agreed for an order and not taken; of nothing, nothing. What a provider has authorised is a saga's.
 * @returns also whether anything was
 */
export async function voidPayments(
  { ids }: Pick<CommerceContext, "ids">,
  tx: TenantTx,
  { tenantId, orderId }: Place,
  at: Date,
): Promise<{ sums: LedgerSums; isVoided: boolean }> {
  const open = await tx
    .selectFrom("commerce.payments")
    .selectAll()
    .where("order_id", "=", orderId)
    .where("method", "=", "manual")
    .where("state", "=", "authorized")
    .orderBy("id")
    .forUpdate()
    .execute();
  for (const { id, method, amount } of open) {
    const state = PAYMENT_METHODS[method as PaymentMethodName].void({ paymentId: id });
    await tx.updateTable("commerce.payments").set({ state }).where("id", "=", id).execute();
    await tx
      .insertInto("commerce.ledger_entries")
      .values({
        ...{ tenant_id: tenantId, id: ids.next(), order_id: orderId, payment_id: id },
        ...{ kind: "voided", amount, created_at: at },
      })
      .execute();
  }
  return { sums: await findSums(tx, orderId), isVoided: open.length > 0 };
}

/** What the ledger of an order says now. */
export async function findSums(tx: TenantTx, orderId: string): Promise<LedgerSums> {
  const entries = await tx
    .selectFrom("commerce.ledger_entries")
    .select(["kind", "amount"])
    .where("order_id", "=", orderId)
    .execute();
  return sumsOf(entries);
}

function sumsOf(entries: readonly { kind: keyof LedgerSums | "refund_failed"; amount: number }[]): LedgerSums {
  const sums: LedgerSums = { authorized: 0, captured: 0, voided: 0, refunded: 0 };
  for (const { kind, amount } of entries)
    if (kind === "refund_failed") sums.refunded -= amount;
    else sums[kind] += amount;
  return sums;
}
