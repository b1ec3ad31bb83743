import { sql, type Kysely } from "kysely";
import { createTenantTable } from "./tenant-table.ts";

/** Refunds of what was taken by card. Why one was made stands in its order's timeline alone, which is blanked with its customer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(
    db,
    "commerce.refunds",
    sql`
      id uuid not null,
      order_id uuid not null,
      payment_id uuid not null,
      amount bigint not null check (amount > 0),
      currency text not null,
      -- What of the amount is for shipping, which is given back once.
      shipping bigint not null default 0 check (shipping >= 0 and shipping <= amount),
      -- What the facts say (refund-facts.ts): each is written once, in whatever order it comes.
      state text not null check (state in ('pending', 'succeeded', 'failed')),
      provider_id text,
      -- Of the key of its request: the same request joins it.
      request_hash text not null,
      saga_id uuid not null,
      actor_type text not null check (actor_type in ('customer', 'user', 'api_key', 'system')),
      actor_id uuid,
      created_at timestamptz not null,
      succeeded_at timestamptz,
      failed_at timestamptz,
      primary key (tenant_id, id),
      constraint refunds_provider unique (tenant_id, provider_id),
      foreign key (tenant_id, order_id) references commerce.orders (tenant_id, id),
      foreign key (tenant_id, payment_id) references commerce.payments (tenant_id, id),
      foreign key (tenant_id, saga_id) references commerce.sagas (tenant_id, id)`,
  );
  await sql`create index refunds_by_order on commerce.refunds (tenant_id, order_id, id)`.execute(db);
  await sql`create index refunds_by_payment on commerce.refunds (tenant_id, payment_id)`.execute(db);
  await sql`create index refunds_by_saga on commerce.refunds (tenant_id, saga_id)`.execute(db);
  await createTenantTable(
    db,
    "commerce.refund_lines",
    sql`
      refund_id uuid not null,
      order_line_id uuid not null,
      order_id uuid not null,
      quantity integer not null check (quantity > 0),
      amount bigint not null check (amount >= 0),
      primary key (tenant_id, refund_id, order_line_id),
      foreign key (tenant_id, refund_id) references commerce.refunds (tenant_id, id),
      foreign key (tenant_id, order_line_id) references commerce.order_lines (tenant_id, id),
      foreign key (tenant_id, order_id) references commerce.orders (tenant_id, id)`,
  );
  await sql`create index refund_lines_by_order on commerce.refund_lines (tenant_id, order_id)`.execute(db);
  await sql`create index refund_lines_by_line on commerce.refund_lines (tenant_id, order_line_id)`.execute(db);
  // A payment is given back in parts, and each part once.
  await sql`
    alter table commerce.ledger_entries
      add column refund_id uuid,
      add foreign key (tenant_id, refund_id) references commerce.refunds (tenant_id, id),
      drop constraint ledger_entries_kind_check,
      add constraint ledger_entries_kind_check
        check (kind in ('authorized', 'captured', 'voided', 'refunded', 'refund_failed')),
      add constraint ledger_entries_of_refund
        check ((refund_id is not null) = (kind in ('refunded', 'refund_failed')))`.execute(db);
  await sql`create index ledger_entries_by_payment on commerce.ledger_entries (tenant_id, payment_id)`.execute(db);
  await sql`drop index commerce.ledger_entries_once`.execute(db);
  await sql`
    create unique index ledger_entries_once on commerce.ledger_entries (tenant_id, payment_id, kind)
    where refund_id is null`.execute(db);
  await sql`
    create unique index ledger_entries_once_of_refund on commerce.ledger_entries (tenant_id, refund_id, kind)
    where refund_id is not null`.execute(db);
}
