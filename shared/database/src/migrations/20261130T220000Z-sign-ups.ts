import { sql, type Kysely } from "kysely";
import { loadFunction, replaceFunction } from "./load-function.ts";

/**
 * Companies that somebody wants to open and whose address is not confirmed yet. A row belongs to the tenant that it may become, which
 * is not there yet: it refers to nothing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sign_ups (
      tenant_id uuid primary key,
      company_name text not null,
      name text not null,
      email text not null,
      language text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      handed_at timestamptz
    )`.execute(db);
  await sql`alter table sign_ups enable row level security`.execute(db);
  await sql`alter table sign_ups force row level security`.execute(db);
  await sql`
    create policy tenant_isolation on sign_ups
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
  await sql`grant select, insert, update, delete on sign_ups to chorus_app, chorus_system`.execute(db);
  await sql`create index sign_ups_by_end on sign_ups (expires_at)`.execute(db);
  await replaceFunction(db, "prune_batch");
  await loadFunction(db, "tenants_of_address(text)", { asSystem: true });
}
