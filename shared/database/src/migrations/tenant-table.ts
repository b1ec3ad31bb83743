import { sql, type Kysely, type RawBuilder } from "kysely";

/**
 * A table of which everybody sees their own tenant's rows only: `tenant_id` with its foreign key, forced row security with the one
 * policy, and the rights of the role that all services share. What each service may do is said in rights.ts, what each column
 * holds in personal-data.ts.
 * @param columns what follows `tenant_id`, with a primary key that starts with it
 */
export async function createTenantTable(
  db: Kysely<unknown>,
  name: string,
  columns: RawBuilder<unknown>,
): Promise<void> {
  const table = sql.table(name);
  await sql`create table ${table} (tenant_id uuid not null references tenants, ${columns})`.execute(db);
  await sql`alter table ${table} enable row level security`.execute(db);
  await sql`alter table ${table} force row level security`.execute(db);
  // The sub-select is evaluated once per statement, not once per row.
  await sql`
    create policy tenant_isolation on ${table}
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
  await sql`grant select, insert, update, delete on ${table} to chorus_app, chorus_system`.execute(db);
}
