import { sql, type Kysely } from "kysely";

/** What idempotent requests answered first. `status` is null while the first one is still at work. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table idempotency_keys (
      tenant_id uuid not null references tenants,
      caller_id uuid not null,
      key text not null,
      request_hash bytea not null,
      status smallint,
      answer jsonb,
      created_at timestamptz not null default now(),
      primary key (tenant_id, caller_id, key)
    )`.execute(db);
  await sql`create index idempotency_keys_by_age on idempotency_keys (created_at)`.execute(db);
  await sql`alter table idempotency_keys enable row level security`.execute(db);
  await sql`alter table idempotency_keys force row level security`.execute(db);
  await sql`
    create policy tenant_isolation on idempotency_keys
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
  await sql`grant select, insert, update, delete on idempotency_keys to chorus_app, chorus_system`.execute(db);
  await sql`
    create or replace function prune(p_keep interval) returns table (outbox_rows bigint, token_rows bigint)
    language sql volatile security definer set search_path = public, pg_temp as $$
      with old_outbox as (
        delete from outbox where published_at is not null and dispatched_at < clock_timestamp() - p_keep returning 1
      ), old_tokens as (
        delete from refresh_tokens where expires_at < clock_timestamp() returning 1
      ), old_keys as (
        delete from idempotency_keys where created_at < clock_timestamp() - interval '24 hours'
      ) select (select count(*) from old_outbox), (select count(*) from old_tokens)
    $$`.execute(db);
}
