import { sql, type Kysely } from "kysely";
import { replaceFunction } from "./load-function.ts";
import { createTenantTable } from "./tenant-table.ts";

/** A tenant's shop: its settings, what it sells, and where that lies. Everything of services/commerce has a schema of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema commerce`.execute(db);
  await sql`grant usage on schema commerce to chorus_app, chorus_system`.execute(db);
  await createTenantTable(
    db,
    "commerce.shops",
    sql`
      currency text not null,
      prices_include_tax boolean not null,
      -- Millionths, as they were given: [{"taxClass": "standard", "rate": 190000}].
      tax_rates jsonb not null,
      shipping_fee bigint not null check (shipping_fee >= 0),
      free_shipping_from bigint check (free_shipping_from >= 0),
      version integer not null default 1,
      primary key (tenant_id)`,
  );
  // A row that is counted up in the transaction that uses its number: no number is given twice, and none is left out.
  await createTenantTable(
    db,
    "commerce.counters",
    sql`name text not null, value bigint not null, primary key (tenant_id, name)`,
  );
  await createTenantTable(
    db,
    "commerce.categories",
    sql`
      id uuid not null,
      parent_id uuid,
      name text not null,
      slug text not null,
      position integer not null default 0,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint categories_slug unique (tenant_id, slug),
      -- A tenant is deleted in batches, in which parents come before children.
      foreign key (tenant_id, parent_id) references commerce.categories (tenant_id, id) on delete set null (parent_id)`,
  );
  await sql`create index categories_by_parent on commerce.categories (tenant_id, parent_id)`.execute(db);
  await createTenantTable(
    db,
    "commerce.products",
    sql`
      id uuid not null,
      slug text not null,
      title text not null,
      description text not null default '',
      status text not null default 'draft' check (status in ('draft', 'active', 'archived')),
      tax_class text not null,
      -- The matrix of its variants, in order: [{"name": "Size", "values": ["S", "M"]}].
      options jsonb not null default '[]',
      -- Folded words of title, description and SKUs, by which it is found.
      search_text text not null,
      -- The lowest and highest price of its variants; null without any.
      price_from bigint,
      price_to bigint,
      variant_count integer not null default 0,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      published_at timestamptz,
      primary key (tenant_id, id),
      constraint products_slug unique (tenant_id, slug)`,
  );
  await sql`create index products_by_title on commerce.products (tenant_id, status, title, id)`.execute(db);
  await createTenantTable(
    db,
    "commerce.product_categories",
    sql`
      product_id uuid not null,
      category_id uuid not null,
      primary key (tenant_id, product_id, category_id),
      foreign key (tenant_id, product_id) references commerce.products (tenant_id, id),
      foreign key (tenant_id, category_id) references commerce.categories (tenant_id, id)`,
  );
  await sql`
    create index product_categories_by_category on commerce.product_categories (tenant_id, category_id, product_id)`.execute(
    db,
  );
  await createTenantTable(
    db,
    "commerce.variants",
    sql`
      id uuid not null,
      product_id uuid not null,
      sku text not null,
      -- One value for each option of the product: {"Size": "M"}.
      options jsonb not null default '{}',
      -- The values in the order of the product's options, as JSON: two variants never have the same ones.
      option_key text not null,
      price bigint not null check (price >= 0),
      currency text not null,
      is_tracked boolean not null default true,
      position integer not null default 0,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint variants_sku unique (tenant_id, sku),
      -- Looked at when a statement ends, as options that change places change keys for one another's.
      constraint variants_option_key unique (tenant_id, product_id, option_key) deferrable initially immediate,
      foreign key (tenant_id, product_id) references commerce.products (tenant_id, id)`,
  );
  await createTenantTable(
    db,
    "commerce.locations",
    sql`
      id uuid not null,
      name text not null,
      code text not null,
      -- Orders are taken from the lowest first.
      rank integer not null default 0,
      created_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint locations_code unique (tenant_id, code)`,
  );
  await replaceFunction(db, "delete_tenant");
  await replaceFunction(db, "delete_tenant_batch");
}
