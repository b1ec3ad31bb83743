import { sql, type Kysely } from "kysely";
import { loadFunction, replaceFunction } from "./load-function.ts";

/**
 * That a tenant was deleted is a row of its own: a backup may not take a tenant that is not there for one that was deleted. The column
 * is not called `tenant_id`, so that the row outlives the tenant's.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table deleted_tenants (id uuid primary key, deleted_at timestamptz not null default now())`.execute(
    db,
  );
  await sql`alter table deleted_tenants enable row level security`.execute(db);
  await sql`alter table deleted_tenants force row level security`.execute(db);
  await sql`grant select, insert on deleted_tenants to chorus_system`.execute(db);
  await loadFunction(db, "record_tenant_deletion(uuid)", { asSystem: true });
  await replaceFunction(db, "delete_tenant");
}
