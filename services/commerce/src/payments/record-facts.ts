import type { TenantTx } from "@chorus/database/database";
import type { PaymentsTable } from "@chorus/database/tables/commerce";
import { notFound } from "@chorus/kernel/app-error";
import type { Selectable } from "kysely";
import type { CommerceContext } from "../context.ts";
import { openSagaOf } from "../sagas/saga-rows.ts";
import type { Intent } from "./card-provider.ts";
import { findSums, type LedgerSums } from "./ledger.ts";
import { entriesOf, type Facts, learn, type PaymentState, stateOfFacts } from "./payment-facts.ts";

export type PaymentRow = Selectable<PaymentsTable>;

/** Locked; its order is locked before it. */
export function lockPayment(tx: TenantTx, paymentId: string): Promise<PaymentRow> {
  return tx
    .selectFrom("commerce.payments")
    .selectAll()
    .where("id", "=", paymentId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** @throws AppError `not_found` when it was deleted, with its tenant */
export function findPayment(tx: TenantTx, paymentId: string): Promise<PaymentRow> {
  const query = tx.selectFrom("commerce.payments").selectAll().where("id", "=", paymentId);
  return query.executeTakeFirstOrThrow(() => notFound());
}

export function readPayment(
  { database }: Pick<CommerceContext, "database">,
  { tenantId, paymentId }: { tenantId: string; paymentId: string },
): Promise<PaymentRow> {
  return database.readTenant(tenantId, (tx) => findPayment(tx, paymentId));
}

export async function factsNow(tx: TenantTx, paymentId: string): Promise<Facts> {
  return factsOf(await findPayment(tx, paymentId));
}

export function factsOf(row: PaymentRow): Facts {
  return {
    isAuthorized: row.authorized_at !== null,
    captured: row.captured_at === null ? null : row.captured,
    isVoided: row.voided_at !== null,
    isDeclined: row.declined_at !== null,
    isMismatch: row.mismatch_at !== null,
  };
}

export interface Learned {
  before: PaymentState;
  after: PaymentState;
  /** Of the order's ledger now. */
  sums: LedgerSums;
}

/** Writes what the provider says of a payment that is locked, and its entries in the ledger, each once. */
export async function recordIntent(
  { ids, clock }: Pick<CommerceContext, "ids" | "clock">,
  tx: TenantTx,
  row: PaymentRow,
  intent: Intent | "declined",
): Promise<Learned> {
  const known = factsOf(row);
  const facts = intent === "declined" ? { ...known, isDeclined: true } : await learnOf(tx, row, intent);
  const at = new Date(clock.now());
  const since = (isFact: boolean, before: Date | null) => (isFact ? (before ?? at) : null);
  await tx
    .updateTable("commerce.payments")
    .set({
      ...{ state: stateOfFacts(facts), captured: facts.captured ?? 0, card_token: null },
      ...(intent === "declined" ? {} : { intent_id: row.intent_id ?? intent.id }),
      authorized_at: since(facts.isAuthorized, row.authorized_at),
      captured_at: since(facts.captured !== null, row.captured_at),
      voided_at: since(facts.isVoided, row.voided_at),
      declined_at: since(facts.isDeclined, row.declined_at),
      mismatch_at: since(facts.isMismatch, row.mismatch_at),
    })
    .where("id", "=", row.id)
    .execute();
  const before = new Set(entriesOf(known, row.amount).map(({ kind }) => kind));
  for (const { kind, amount } of entriesOf(facts, row.amount).filter((entry) => !before.has(entry.kind)))
    await tx
      .insertInto("commerce.ledger_entries")
      .values({
        ...{ tenant_id: row.tenant_id, id: ids.next(), order_id: row.order_id, payment_id: row.id },
        ...{ kind, amount, created_at: at },
      })
      .execute();
  return { before: stateOfFacts(known), after: stateOfFacts(facts), sums: await findSums(tx, row.order_id) };
}

async function learnOf(tx: TenantTx, row: PaymentRow, intent: Intent): Promise<Facts> {
  const saga = await openSagaOf(tx, row.id);
  const asked = saga?.kind === "capture_payment" ? (saga.data as { amount: number }).amount : null;
  return learn(factsOf(row), intent, { amount: row.amount, currency: row.currency, capturing: asked });
}
