import { sql, type Kysely } from "kysely";
import { replaceFunction } from "./load-function.ts";
import { createTenantTable } from "./tenant-table.ts";

/** Stock: what lies where, the movements that alone change it, and what carts hold for a while. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(
    db,
    "commerce.stock_levels",
    sql`
      variant_id uuid not null,
      location_id uuid not null,
      on_hand integer not null,
      allocated integer not null,
      changed_at timestamptz not null,
      primary key (tenant_id, variant_id, location_id),
      -- Nothing is promised that is not there, and nothing is taken that is promised.
      constraint stock_levels_enough check (allocated >= 0 and allocated <= on_hand),
      foreign key (tenant_id, variant_id) references commerce.variants (tenant_id, id),
      foreign key (tenant_id, location_id) references commerce.locations (tenant_id, id)`,
  );
  // Half empty pages, so that a level that changes often stays on its page.
  await sql`alter table commerce.stock_levels set (fillfactor = 70)`.execute(db);
  await sql`create index stock_levels_by_location on commerce.stock_levels (tenant_id, location_id)`.execute(db);
  await createTenantTable(
    db,
    "commerce.stock_movements",
    sql`
      id uuid not null,
      variant_id uuid not null,
      location_id uuid not null,
      kind text not null check (
        kind in ('received', 'allocated', 'released', 'shipped', 'adjusted', 'counted', 'returned', 'transferred')),
      -- Of what was adjusted, counted or transferred it may be below zero.
      quantity integer not null check (quantity <> 0),
      on_hand_change integer not null generated always as (
        case kind when 'allocated' then 0 when 'released' then 0 when 'shipped' then -quantity else quantity end) stored,
      allocated_change integer not null generated always as (
        case kind when 'allocated' then quantity when 'released' then -quantity when 'shipped' then -quantity else 0 end) stored,
      order_line_id uuid,
      reason text,
      actor_type text not null check (actor_type in ('customer', 'user', 'api_key', 'system')),
      actor_id uuid,
      created_at timestamptz not null,
      primary key (tenant_id, id),
      check (quantity > 0 or kind in ('adjusted', 'counted', 'transferred')),
      check ((order_line_id is not null) = (kind in ('allocated', 'released', 'shipped'))),
      foreign key (tenant_id, variant_id) references commerce.variants (tenant_id, id),
      foreign key (tenant_id, location_id) references commerce.locations (tenant_id, id),
      foreign key (tenant_id, order_line_id) references commerce.order_lines (tenant_id, id)`,
  );
  await sql`
    create index stock_movements_by_variant on commerce.stock_movements (tenant_id, variant_id, id)`.execute(db);
  await sql`
    create index stock_movements_by_location on commerce.stock_movements (tenant_id, location_id, id)`.execute(db);
  await sql`
    create index stock_movements_by_line on commerce.stock_movements (tenant_id, order_line_id)
    where order_line_id is not null`.execute(db);
  await createTenantTable(
    db,
    "commerce.holds",
    sql`
      cart_id uuid not null,
      variant_id uuid not null,
      location_id uuid not null,
      quantity integer not null check (quantity > 0),
      expires_at timestamptz not null,
      primary key (tenant_id, cart_id, variant_id, location_id),
      foreign key (tenant_id, cart_id) references commerce.carts (tenant_id, id) on delete cascade,
      foreign key (tenant_id, variant_id, location_id)
        references commerce.stock_levels (tenant_id, variant_id, location_id)`,
  );
  await sql`
    create index holds_by_level on commerce.holds (tenant_id, variant_id, location_id, expires_at)`.execute(db);
  await replaceFunction(db, "apply_stock_movement");
  await replaceFunction(db, "keep_stock_moved");
  await sql`
    create trigger stock_movements_apply after insert on commerce.stock_movements
    for each row execute function apply_stock_movement()`.execute(db);
  await sql`
    create trigger stock_levels_moved before insert or update on commerce.stock_levels
    for each row execute function keep_stock_moved()`.execute(db);
}
