import { sql, type Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";

/**
 * What has to be done in the background, of every kind (docs/decisions/0013). It refers to no other table: a task about something
 * that is gone finds that out, and tasks of the installation belong to a tenant that does not exist.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table tasks (
      tenant_id uuid not null,
      id uuid not null,
      name text not null,
      payload jsonb not null,
      -- Of a task about a conversation, the event it began with; of repeats the earliest.
      first_seq bigint,
      priority smallint not null check (priority between 0 and 2),
      -- While a task with this key is open, another one joins it.
      dedup_key text,
      due_at timestamptz not null,
      -- Until then what follows may put it off; null when nothing may.
      settles_by timestamptz,
      -- How often it was begun since it last got anywhere.
      attempts integer not null default 0,
      claimed_until timestamptz,
      -- Moved on by everybody who takes it up or puts it down: whoever had it before cannot end it any more.
      fence bigint not null default 0,
      -- Raised by everybody who asks again: who began before that does not finish it.
      version integer not null default 1,
      created_at timestamptz not null default now(),
      finished_at timestamptz,
      outcome text,
      is_dead boolean not null default false,
      last_error text,
      primary key (tenant_id, id)
    ) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0)`.execute(db);
  await sql`
    create index tasks_open on tasks (name, tenant_id, priority, due_at) where finished_at is null`.execute(db);
  await sql`
    create unique index tasks_one_open on tasks (tenant_id, name, dedup_key)
    where finished_at is null and dedup_key is not null`.execute(db);
  await sql`
    create index tasks_ended on tasks (name, is_dead, finished_at) where finished_at is not null`.execute(db);
  await sql`create index tasks_dead on tasks (tenant_id, finished_at desc, id desc) where is_dead`.execute(db);
  await sql`alter table tasks enable row level security`.execute(db);
  await sql`alter table tasks force row level security`.execute(db);
  await sql`
    create policy tenant_isolation on tasks
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
  await sql`grant select, insert, update, delete on tasks to chorus_app, chorus_system`.execute(db);
  await loadFunction(db, "tasks_enqueue(jsonb, timestamptz)", { asSystem: true });
  await loadFunction(db, "tasks_claim(text, timestamptz, integer, integer, integer)", { asSystem: false });
  await loadFunction(db, "tasks_settle(jsonb, timestamptz)", { asSystem: false });
  await loadFunction(db, "tasks_due(text, timestamptz, timestamptz, uuid, integer)", { asSystem: true });
  await loadFunction(db, "tasks_prune(text, boolean, timestamptz, integer)", { asSystem: true });
}
