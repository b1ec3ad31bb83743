import { sql, type Kysely } from "kysely";

/** What still has to be told, and what was done by whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table outbox (
      tenant_id uuid not null references tenants,
      id bigint generated always as identity,
      conversation_id uuid,
      seq bigint,
      topic text not null,
      payload jsonb not null default '{}',
      created_at timestamptz not null default now(),
      published_at timestamptz,
      dispatched_at timestamptz,
      primary key (tenant_id, id)
    )`.execute(db);
  // The relay works over all tenants, in the order of writing.
  await sql`create index outbox_unpublished on outbox (id) where published_at is null`.execute(db);
  await sql`create index outbox_undispatched on outbox (id) where dispatched_at is null`.execute(db);

  await sql`
    create table audit_log (
      tenant_id uuid not null references tenants,
      number bigint not null,
      at timestamptz not null,
      actor_type text not null,
      actor_id uuid,
      action text not null,
      target_type text not null,
      target_id uuid,
      detail jsonb not null,
      request_id uuid,
      previous_hash bytea not null,
      hash bytea not null,
      primary key (tenant_id, number)
    )`.execute(db);
  // Each row carries the hash of the one before it: a row that was changed or removed breaks the chain.
  await sql`
    create function chain_audit_row() returns trigger language plpgsql as $$
    declare
      last record;
    begin
      perform pg_advisory_xact_lock(hashtextextended('audit:' || new.tenant_id, 0));
      select number, hash into last from audit_log where tenant_id = new.tenant_id order by number desc limit 1;
      new.number := coalesce(last.number, 0) + 1;
      new.at := clock_timestamp();
      new.previous_hash := coalesce(last.hash, '\\x'::bytea);
      new.hash := sha256(new.previous_hash || convert_to(concat_ws('|', new.tenant_id, new.number, extract(epoch from new.at),
        new.actor_type, new.actor_id, new.action, new.target_type, new.target_id, new.detail, new.request_id), 'UTF8'));
      return new;
    end
    $$`.execute(db);
  await sql`create trigger audit_log_chain before insert on audit_log for each row execute function chain_audit_row()`.execute(
    db,
  );

  await sql`
    create table deployment (
      is_single boolean primary key default true check (is_single),
      -- Raised when a backup is restored: every client then reloads its conversations.
      restore_counter integer not null default 0
    )`.execute(db);
  await sql`insert into deployment default values`.execute(db);
}
