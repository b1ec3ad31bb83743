import { sql, type Kysely } from "kysely";

const TABLES = ["notification_tasks", "deliveries", "delivery_steps", "notification_preferences"];

/**
 * What people have to be told, and what became of it. A task is "somebody should hear of this at that time"; a delivery is one
 * attempt to reach one person on one channel. Both live here and not in Redis: jobs only wake whoever works on them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notification_tasks (
      tenant_id uuid not null references tenants,
      id uuid not null,
      kind text not null,
      conversation_id uuid,
      -- What it is about where that is no conversation: a password link, a session, a person who wants a test.
      subject_id uuid,
      -- The event it began with.
      first_seq bigint,
      -- How far an escalation has come.
      step integer not null default 0,
      due_at timestamptz not null,
      created_at timestamptz not null default now(),
      finished_at timestamptz,
      outcome text,
      primary key (tenant_id, id),
      foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
    )`.execute(db);
  // While a batch is open, what comes next belongs to it.
  await sql`
    create unique index notification_tasks_one_open_batch on notification_tasks (tenant_id, conversation_id, kind)
    where finished_at is null and kind in ('message.unread', 'conversation.waiting')`.execute(db);
  // The sweep works over all tenants.
  await sql`create index notification_tasks_due on notification_tasks (due_at) where finished_at is null`.execute(db);

  await sql`
    create table deliveries (
      tenant_id uuid not null references tenants,
      id uuid not null,
      task_id uuid not null,
      kind text not null,
      conversation_id uuid,
      subject_id uuid,
      recipient_type text not null check (recipient_type in ('user', 'customer')),
      recipient_id uuid not null,
      channel text not null check (channel in ('email', 'sms', 'push', 'webhook', 'in_app')),
      -- An address, a number or an endpoint; empty in_app.
      address text not null,
      -- The messages it tells of.
      from_seq bigint,
      to_seq bigint,
      status text not null check (status in
        ('queued', 'held', 'sent', 'delivered', 'failed', 'bounced', 'suppressed', 'cancelled', 'unknown')),
      reason text,
      provider text,
      provider_id text,
      attempts integer not null default 0,
      -- Set before the provider is called: who finds it set and nothing after it cannot know whether the call arrived.
      claimed_at timestamptz,
      -- When it may be tried (again); null when nothing more is to be done.
      due_at timestamptz,
      seen_at timestamptz,
      created_at timestamptz not null default date_trunc('milliseconds', now()),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      unique nulls not distinct (tenant_id, task_id, recipient_id, channel, address, to_seq),
      foreign key (tenant_id, task_id) references notification_tasks (tenant_id, id) on delete cascade
    )`.execute(db);
  await sql`create index deliveries_recent on deliveries (tenant_id, created_at desc, id desc)`.execute(db);
  await sql`create index deliveries_by_address on deliveries (tenant_id, address, created_at desc, id desc)`.execute(
    db,
  );
  await sql`
    create index deliveries_by_recipient on deliveries (tenant_id, recipient_id, conversation_id, kind, to_seq desc)`.execute(
    db,
  );
  await sql`create index deliveries_due on deliveries (due_at) where due_at is not null`.execute(db);
  await sql`create index deliveries_claimed on deliveries (claimed_at) where claimed_at is not null`.execute(db);

  await sql`
    create table delivery_steps (
      tenant_id uuid not null,
      delivery_id uuid not null,
      number integer not null,
      at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
      status text not null,
      detail text,
      primary key (tenant_id, delivery_id, number),
      foreign key (tenant_id, delivery_id) references deliveries (tenant_id, id) on delete cascade
    )`.execute(db);

  await sql`
    create table notification_preferences (
      tenant_id uuid not null references tenants,
      person_id uuid not null,
      settings jsonb not null default '{}',
      updated_at timestamptz not null default now(),
      primary key (tenant_id, person_id)
    )`.execute(db);

  for (const name of TABLES) {
    const table = sql.table(name);
    await sql`alter table ${table} enable row level security`.execute(db);
    await sql`alter table ${table} force row level security`.execute(db);
    await sql`
      create policy tenant_isolation on ${table}
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
      with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
    await sql`grant select, insert, update, delete on ${table} to chorus_app, chorus_system`.execute(db);
  }
}
