import { sql, type Kysely } from "kysely";

/** Addresses that nothing is sent to any more: their owner said so, or they do not exist. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table suppressions (
      tenant_id uuid not null references tenants,
      channel text not null,
      address text not null,
      reason text not null,
      created_at timestamptz not null default now(),
      primary key (tenant_id, channel, address)
    )`.execute(db);
  await sql`alter table suppressions enable row level security`.execute(db);
  await sql`alter table suppressions force row level security`.execute(db);
  await sql`
    create policy tenant_isolation on suppressions
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
  await sql`grant select, insert, update, delete on suppressions to chorus_app, chorus_system`.execute(db);
  // An operator's number serves every company: an answer to it names the person, not the company that wrote to them.
  await sql`create index deliveries_to_number on deliveries (address) where channel = 'sms'`.execute(db);
  await sql`
    create function companies_that_wrote_to(p_channel text, p_address text) returns table (tenant_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
      select distinct d.tenant_id from deliveries d where d.channel = p_channel and d.address = p_address and p_channel = 'sms'
    $$`.execute(db);
  await sql`alter function companies_that_wrote_to(text, text) owner to chorus_system`.execute(db);
  await sql`revoke execute on function companies_that_wrote_to(text, text) from public`.execute(db);
  await sql`grant execute on function companies_that_wrote_to(text, text) to chorus_app`.execute(db);
  await sql
    .raw(
      `create or replace function delete_tenant(p_tenant uuid) returns void language sql volatile security definer
       set search_path = public, pg_temp as $$ ${DELETES} $$`,
    )
    .execute(db);
}

/** Every table of a tenant, referring ones first; the list of an earlier migration and the new one. */
const DELETES = [
  "suppressions",
  "delivery_steps",
  "deliveries",
  "notification_tasks",
  "notification_preferences",
  "idempotency_keys",
  "password_links",
  "api_keys",
  "refresh_tokens",
  "sessions",
  "agent_availability",
  "devices",
  "chat_queue",
  "receipts",
  "events",
  "outbox",
  "conversations",
  "customers",
  "team_members",
  "teams",
  "users",
  "audit_log",
  "tenants",
]
  .map((table) => `delete from ${table} where tenant_id = p_tenant;`)
  .join("\n");
