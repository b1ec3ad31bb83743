import { sql, type Kysely } from "kysely";
import { createTenantTable } from "./tenant-table.ts";

/** Carts, the orders that they become, and what was paid. An order copies what it needs: nothing of the catalogue changes it later. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(
    db,
    "commerce.carts",
    sql`
      id uuid not null,
      customer_id uuid not null,
      status text not null default 'open' check (status in ('open', 'completed')),
      currency text not null,
      shipping_address jsonb,
      -- What was last quoted, and by which token it is confirmed.
      quote jsonb,
      quote_token uuid,
      quote_expires_at timestamptz,
      -- When its customer began to hold units: of the one of their carts that does.
      holding_since timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      foreign key (tenant_id, customer_id) references customers (tenant_id, id)`,
  );
  await sql`create index carts_by_customer on commerce.carts (tenant_id, customer_id, id)`.execute(db);
  await sql`
    create unique index carts_holding on commerce.carts (tenant_id, customer_id) where holding_since is not null`.execute(
    db,
  );
  await createTenantTable(
    db,
    "commerce.cart_lines",
    sql`
      cart_id uuid not null,
      variant_id uuid not null,
      quantity integer not null check (quantity > 0),
      added_at timestamptz not null default now(),
      primary key (tenant_id, cart_id, variant_id),
      foreign key (tenant_id, cart_id) references commerce.carts (tenant_id, id) on delete cascade,
      foreign key (tenant_id, variant_id) references commerce.variants (tenant_id, id)`,
  );
  await sql`create index cart_lines_by_variant on commerce.cart_lines (tenant_id, variant_id)`.execute(db);
  await createTenantTable(
    db,
    "commerce.orders",
    sql`
      id uuid not null,
      number bigint not null,
      cart_id uuid not null,
      customer_id uuid not null,
      status text not null default 'placed' check (status in ('placed', 'canceled', 'closed')),
      payment_status text not null,
      fulfilment_status text not null,
      currency text not null,
      prices_include_tax boolean not null,
      subtotal bigint not null check (subtotal >= 0),
      discount bigint not null check (discount >= 0),
      shipping bigint not null check (shipping >= 0),
      shipping_tax bigint not null check (shipping_tax >= 0),
      tax bigint not null check (tax >= 0),
      total bigint not null check (total >= 0),
      -- Sums of the ledger.
      paid bigint not null default 0 check (paid >= 0),
      refunded bigint not null default 0 check (refunded >= 0 and refunded <= paid),
      shipping_address jsonb,
      tags text[] not null default '{}',
      held_at timestamptz,
      placed_at timestamptz not null,
      canceled_at timestamptz,
      last_event integer not null default 0,
      version integer not null default 1,
      primary key (tenant_id, id),
      constraint orders_number unique (tenant_id, number),
      -- However often a cart is completed, it becomes one order.
      constraint orders_cart unique (tenant_id, cart_id),
      foreign key (tenant_id, cart_id) references commerce.carts (tenant_id, id),
      foreign key (tenant_id, customer_id) references customers (tenant_id, id)`,
  );
  await sql`create index orders_by_customer on commerce.orders (tenant_id, customer_id, number)`.execute(db);
  await createTenantTable(
    db,
    "commerce.order_lines",
    sql`
      id uuid not null,
      order_id uuid not null,
      position integer not null,
      variant_id uuid not null,
      sku text not null,
      name text not null,
      -- In the order of the product's options: [{"name": "Size", "value": "M"}].
      options jsonb not null,
      quantity integer not null check (quantity > 0),
      canceled integer not null default 0 check (canceled >= 0),
      shipped integer not null default 0 check (shipped >= 0),
      delivered integer not null default 0 check (delivered >= 0 and delivered <= shipped),
      returned integer not null default 0 check (returned >= 0 and returned <= delivered),
      unit bigint not null check (unit >= 0),
      discount bigint not null check (discount >= 0),
      tax_rate integer not null check (tax_rate >= 0),
      tax bigint not null check (tax >= 0),
      total bigint not null check (total >= 0),
      primary key (tenant_id, id),
      check (canceled + shipped <= quantity),
      foreign key (tenant_id, order_id) references commerce.orders (tenant_id, id),
      foreign key (tenant_id, variant_id) references commerce.variants (tenant_id, id)`,
  );
  await sql`create index order_lines_by_order on commerce.order_lines (tenant_id, order_id, position)`.execute(db);
  await sql`create index order_lines_by_variant on commerce.order_lines (tenant_id, variant_id)`.execute(db);
  await createTenantTable(
    db,
    "commerce.order_events",
    sql`
      order_id uuid not null,
      number integer not null,
      kind text not null,
      field text,
      old jsonb,
      new jsonb,
      reason text,
      actor_type text not null check (actor_type in ('customer', 'user', 'api_key', 'system')),
      actor_id uuid,
      created_at timestamptz not null,
      primary key (tenant_id, order_id, number),
      foreign key (tenant_id, order_id) references commerce.orders (tenant_id, id)`,
  );
  await createTenantTable(
    db,
    "commerce.order_notes",
    sql`
      id uuid not null,
      order_id uuid not null,
      body text not null,
      actor_type text not null,
      actor_id uuid,
      created_at timestamptz not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, order_id) references commerce.orders (tenant_id, id)`,
  );
  await sql`create index order_notes_by_order on commerce.order_notes (tenant_id, order_id, id)`.execute(db);
  await createTenantTable(
    db,
    "commerce.payments",
    sql`
      id uuid not null,
      order_id uuid not null,
      method text not null,
      state text not null check (state in ('authorized', 'captured', 'voided')),
      amount bigint not null check (amount >= 0),
      currency text not null,
      created_at timestamptz not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, order_id) references commerce.orders (tenant_id, id)`,
  );
  await sql`create index payments_by_order on commerce.payments (tenant_id, order_id)`.execute(db);
  // What happened to money, in order and never changed: all sums of an order are sums of these.
  await createTenantTable(
    db,
    "commerce.ledger_entries",
    sql`
      id uuid not null,
      order_id uuid not null,
      payment_id uuid not null,
      kind text not null check (kind in ('authorized', 'captured', 'voided')),
      amount bigint not null check (amount >= 0),
      created_at timestamptz not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, order_id) references commerce.orders (tenant_id, id),
      foreign key (tenant_id, payment_id) references commerce.payments (tenant_id, id)`,
  );
  await sql`create index ledger_entries_by_order on commerce.ledger_entries (tenant_id, order_id, id)`.execute(db);
  // A payment is captured once, and voided once.
  await sql`
    create unique index ledger_entries_once on commerce.ledger_entries (tenant_id, payment_id, kind)`.execute(db);
}
