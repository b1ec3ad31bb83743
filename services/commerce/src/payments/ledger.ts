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
}

/** Authorises an order's total, and writes it down: whatever an order says of money are sums of the ledger. */
export async function authorisePayment(
  { ids }: Pick<CommerceContext, "ids">,
  tx: TenantTx,
  { tenantId, orderId }: Place,
  given: { method: PaymentMethodName; amount: number; currency: string; at: Date },
): Promise<LedgerSums> {
  const { method, amount, currency, at } = given;
  const state = PAYMENT_METHODS[method].authorise({ orderId, amount: moneyOf({ amount, currency }) });
  const paymentId = ids.next();
  await tx
    .insertInto("commerce.payments")
    .values({ tenant_id: tenantId, id: paymentId, order_id: orderId, method, state, amount, currency, created_at: at })
    .execute();
  await tx
    .insertInto("commerce.ledger_entries")
    .values({
      ...{ tenant_id: tenantId, id: ids.next(), order_id: orderId, payment_id: paymentId },
      ...{ kind: "authorized", amount, created_at: at },
    })
    .execute();
  return findSums(tx, orderId);
}

/** Voids what was authorised for an order and not taken; of nothing, nothing. */
export async function voidPayments(
  { ids }: Pick<CommerceContext, "ids">,
  tx: TenantTx,
  { tenantId, orderId }: Place,
  at: Date,
): Promise<LedgerSums> {
  const open = await tx
    .selectFrom("commerce.payments")
    .selectAll()
    .where("order_id", "=", orderId)
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
  return findSums(tx, orderId);
}

async function findSums(tx: TenantTx, orderId: string): Promise<LedgerSums> {
  const entries = await tx
    .selectFrom("commerce.ledger_entries")
    .select(["kind", "amount"])
    .where("order_id", "=", orderId)
    .execute();
  const sums: LedgerSums = { authorized: 0, captured: 0, voided: 0 };
  for (const { kind, amount } of entries) sums[kind] += amount;
  return sums;
}
