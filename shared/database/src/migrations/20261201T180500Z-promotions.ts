import { sql, type Kysely } from "kysely";
import { createTenantTable } from "./tenant-table.ts";

/** What a shop gives off, the codes that ask for it, and what was used of it: a row for an order and promotion. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(
    db,
    "commerce.promotions",
    sql`
      id uuid not null,
      name text not null,
      kind text not null check (kind in ('percent', 'amount', 'free_shipping')),
      -- Basis points of a percentage, minor units of an amount.
      value bigint not null check (
        case kind when 'percent' then value between 1 and 10000 when 'amount' then value > 0 else value = 0 end),
      currency text not null,
      minimum_subtotal bigint not null default 0 check (minimum_subtotal >= 0),
      -- Both empty: everything. A category that is removed stays in the list: what was limited never becomes a promotion of everything.
      product_ids uuid[] not null default '{}',
      category_ids uuid[] not null default '{}',
      needs_coupon boolean not null,
      combines boolean not null,
      priority integer not null default 0,
      max_uses integer check (max_uses > 0),
      max_uses_per_customer integer check (max_uses_per_customer > 0),
      begins_at timestamptz not null,
      ends_at timestamptz check (ends_at > begins_at),
      ended_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (tenant_id, id)`,
  );
  // Whoever quotes a cart asks for all that apply by themselves.
  await sql`
    create index promotions_by_themselves on commerce.promotions (tenant_id, id)
    where not needs_coupon and ended_at is null`.execute(db);
  await createTenantTable(
    db,
    "commerce.coupons",
    sql`
      -- Folded: capitals without spaces.
      code text not null,
      promotion_id uuid not null,
      created_at timestamptz not null,
      constraint coupons_code primary key (tenant_id, code),
      foreign key (tenant_id, promotion_id) references commerce.promotions (tenant_id, id)`,
  );
  await sql`create index coupons_by_promotion on commerce.coupons (tenant_id, promotion_id, code)`.execute(db);
  await createTenantTable(
    db,
    "commerce.cart_coupons",
    sql`
      cart_id uuid not null,
      code text not null,
      added_at timestamptz not null,
      primary key (tenant_id, cart_id, code),
      foreign key (tenant_id, cart_id) references commerce.carts (tenant_id, id) on delete cascade,
      foreign key (tenant_id, code) references commerce.coupons (tenant_id, code)`,
  );
  await sql`create index cart_coupons_by_code on commerce.cart_coupons (tenant_id, code)`.execute(db);
  await createTenantTable(
    db,
    "commerce.promotion_uses",
    sql`
      order_id uuid not null,
      promotion_id uuid not null,
      customer_id uuid not null,
      -- In which order they were taken off.
      position integer not null,
      -- As the promotion was then, and by which code it was asked for.
      name text not null,
      kind text not null check (kind in ('percent', 'amount', 'free_shipping')),
      code text,
      amount bigint not null check (amount > 0),
      created_at timestamptz not null,
      -- When its order was canceled or given up: from then on it does not count.
      released_at timestamptz,
      primary key (tenant_id, order_id, promotion_id),
      foreign key (tenant_id, order_id) references commerce.orders (tenant_id, id),
      foreign key (tenant_id, promotion_id) references commerce.promotions (tenant_id, id),
      foreign key (tenant_id, customer_id) references customers (tenant_id, id)`,
  );
  await sql`create index promotion_uses_by_promotion on commerce.promotion_uses (tenant_id, promotion_id, customer_id, released_at)`.execute(
    db,
  );
  await sql`create index promotion_uses_by_customer on commerce.promotion_uses (tenant_id, customer_id)`.execute(db);
}
