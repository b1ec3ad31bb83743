import { sql, type Kysely } from "kysely";
import { createTenantTable } from "./tenant-table.ts";

/**
 * Payment by card, and the sagas behind it. An order that waits for its payment is a draft without a number; one whose card was
 * declined keeps its books, and no cart: the cart can become another order.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table commerce.orders
      alter number drop not null,
      alter cart_id drop not null,
      drop constraint orders_status_check,
      add constraint orders_status_check check (status in ('draft', 'declined', 'placed', 'canceled', 'closed')),
      add constraint orders_numbered check ((number is null) = (status in ('draft', 'declined'))),
      add constraint orders_of_cart check ((cart_id is null) = (status = 'declined'))`.execute(db);
  // A state is what the facts say (payment-facts.ts): each is written once, in whatever order it comes.
  await sql`
    alter table commerce.payments
      add intent_id text,
      add card_token text,
      add authorized_at timestamptz,
      add captured_at timestamptz,
      add captured bigint not null default 0 check (captured >= 0 and captured <= amount),
      add voided_at timestamptz,
      add declined_at timestamptz,
      add mismatch_at timestamptz,
      drop constraint payments_state_check,
      add constraint payments_state_check
        check (state in ('pending', 'authorized', 'captured', 'voided', 'declined', 'mismatch')),
      add constraint payments_intent unique (tenant_id, intent_id)`.execute(db);
  await createTenantTable(
    db,
    "commerce.sagas",
    sql`
      id uuid not null,
      kind text not null,
      -- Of the kind's steps: one that has begun ends by those it began with.
      version integer not null,
      order_id uuid not null,
      payment_id uuid,
      state text not null check (state in ('running', 'waiting', 'compensating', 'done', 'reverted', 'stuck')),
      -- Of the step whose turn it is.
      position integer not null,
      is_reverting boolean not null default false,
      data jsonb not null,
      -- Why it is being undone, for whoever asked for it.
      refusal jsonb,
      error text,
      -- Until when it waits for somebody outside.
      waits_until timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, order_id) references commerce.orders (tenant_id, id),
      foreign key (tenant_id, payment_id) references commerce.payments (tenant_id, id)`,
  );
  // Money of a payment is moved by one saga at a time.
  await sql`
    create unique index sagas_of_payment on commerce.sagas (tenant_id, payment_id)
    where state not in ('done', 'reverted')`.execute(db);
  await sql`create index sagas_by_order on commerce.sagas (tenant_id, order_id, id)`.execute(db);
  await sql`create index sagas_by_payment on commerce.sagas (tenant_id, payment_id)`.execute(db);
  await sql`create index sagas_by_state on commerce.sagas (tenant_id, state, id)`.execute(db);
  await createTenantTable(
    db,
    "commerce.saga_steps",
    sql`
      saga_id uuid not null,
      position integer not null,
      direction text not null check (direction in ('do', 'undo')),
      name text not null,
      state text not null check (state in ('prepared', 'done', 'failed', 'skipped')),
      -- By which the provider knows the call again.
      idempotency_key text,
      -- What is needed to undo it, written before it is done.
      undo jsonb,
      updated_at timestamptz not null,
      primary key (tenant_id, saga_id, position, direction),
      foreign key (tenant_id, saga_id) references commerce.sagas (tenant_id, id)`,
  );
  // What a provider has told, once each.
  await createTenantTable(
    db,
    "commerce.payment_events",
    sql`
      provider text not null,
      event_id text not null,
      payment_id uuid not null,
      kind text not null,
      amount bigint not null,
      created_at timestamptz not null,
      received_at timestamptz not null,
      primary key (tenant_id, provider, event_id),
      foreign key (tenant_id, payment_id) references commerce.payments (tenant_id, id)`,
  );
  await sql`create index payment_events_by_payment on commerce.payment_events (tenant_id, payment_id)`.execute(db);
}
