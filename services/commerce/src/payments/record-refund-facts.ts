import type { TenantTx } from "@chorus/database/database";
import type { RefundsTable } from "@chorus/database/tables/commerce";
import type { Selectable } from "kysely";
import type { CommerceContext } from "../context.ts";
import { findSums, type LedgerSums } from "./ledger.ts";
import type { ProviderRefund } from "./provider-refunds.ts";
import { learnRefund, type RefundFacts, refundEntriesOf, type RefundState, stateOfRefund } from "./refund-facts.ts";

export type RefundRow = Selectable<RefundsTable>;

/** Locked; its order and payment are locked before it. */
export function lockRefund(tx: TenantTx, refundId: string): Promise<RefundRow | undefined> {
  return tx.selectFrom("commerce.refunds").selectAll().where("id", "=", refundId).forUpdate().executeTakeFirst();
}

export function findRefund(tx: TenantTx, refundId: string): Promise<RefundRow> {
  return tx.selectFrom("commerce.refunds").selectAll().where("id", "=", refundId).executeTakeFirstOrThrow();
}

/** Whether the provider speaks of the money that was asked for, and of one refund by our name alone. */
export function isOfRefund(row: RefundRow, told: ProviderRefund): boolean {
  const isSameMoney = told.amount === row.amount && told.currency === row.currency;
  return isSameMoney && (row.provider_id === null || row.provider_id === told.id);
}

export interface LearnedRefund {
  before: RefundState;
  after: RefundState;
  /** Money had gone out, and counts as taken again. */
  cameBack: boolean;
  /** Of the order's ledger now. */
  sums: LedgerSums;
}

/**
 * Writes what is known of a refund that is locked, and its entries in the ledger, each once.
 * @param providerId null: the provider has made none
 */
export async function recordRefundFacts(
  { ids, clock }: Pick<CommerceContext, "ids" | "clock">,
  tx: TenantTx,
  row: RefundRow,
  { status, providerId }: { status: RefundState; providerId: string | null },
): Promise<LearnedRefund> {
  const known: RefundFacts = { isSucceeded: row.succeeded_at !== null, isFailed: row.failed_at !== null };
  const facts = learnRefund(known, status);
  const at = new Date(clock.now());
  await tx
    .updateTable("commerce.refunds")
    .set({
      ...{ state: stateOfRefund(facts), provider_id: row.provider_id ?? providerId },
      succeeded_at: facts.isSucceeded ? (row.succeeded_at ?? at) : null,
      failed_at: facts.isFailed ? (row.failed_at ?? at) : null,
    })
    .where("id", "=", row.id)
    .execute();
  const written = refundEntriesOf(known);
  const fresh = refundEntriesOf(facts).filter((kind) => !written.includes(kind));
  for (const kind of fresh)
    await tx
      .insertInto("commerce.ledger_entries")
      .values({
        ...{ tenant_id: row.tenant_id, id: ids.next(), order_id: row.order_id, payment_id: row.payment_id },
        ...{ kind, amount: row.amount, created_at: at, refund_id: row.id },
      })
      .execute();
  return {
    ...{ before: stateOfRefund(known), after: stateOfRefund(facts), sums: await findSums(tx, row.order_id) },
    cameBack: fresh.includes("refund_failed"),
  };
}
