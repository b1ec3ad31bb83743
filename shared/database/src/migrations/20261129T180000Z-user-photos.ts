import { sql, type Kysely } from "kysely";
import { createTenantTable } from "./tenant-table.ts";

/** Photos of the desk's people. A few kilobytes each, so they lie beside what they belong to and go with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(
    db,
    "user_photos",
    sql`
      user_id uuid not null,
      id uuid not null,
      bytes bytea not null,
      created_at timestamptz not null default now(),
      primary key (tenant_id, user_id),
      unique (tenant_id, id),
      foreign key (tenant_id, user_id) references users (tenant_id, id)`,
  );
}
