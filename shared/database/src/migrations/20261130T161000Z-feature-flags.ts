import { sql, type Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";

/**
 * What is set for flags, and what the operator did. Neither refers to tenants: rows of the whole installation belong to a tenant that
 * does not exist, as tasks do; whoever writes for a tenant locks its row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table feature_flags (
      tenant_id uuid not null,
      flag text not null,
      set_by text not null check (set_by in ('operator', 'tenant')),
      is_on boolean not null,
      percentage smallint not null default 100 check (percentage between 0 and 100),
      expires_at timestamptz,
      changed_at timestamptz not null default now(),
      primary key (tenant_id, flag, set_by)
    )`.execute(db);
  await sql`
    create table operator_log (
      tenant_id uuid not null,
      id uuid not null,
      at timestamptz not null default now(),
      action text not null,
      about_tenant_id uuid,
      detail jsonb not null,
      request_id uuid not null,
      primary key (tenant_id, id)
    )`.execute(db);
  for (const name of ["feature_flags", "operator_log"]) {
    const table = sql.table(name);
    await sql`alter table ${table} enable row level security`.execute(db);
    await sql`alter table ${table} force row level security`.execute(db);
    await sql`
      create policy tenant_isolation on ${table}
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
      with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
    await sql`grant select, insert, update, delete on ${table} to chorus_app, chorus_system`.execute(db);
  }
  await loadFunction(db, "read_feature_flags()", { asSystem: true });
}
