import { sql, type Kysely } from "kysely";

/** Conversations and their log. Every unique key of the log holds tenant and conversation, so that it can be partitioned. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table conversations (
      tenant_id uuid not null references tenants,
      id uuid not null,
      customer_id uuid not null,
      status text not null check (status in ('queued', 'open', 'snoozed', 'closed')),
      subject text,
      assignee_id uuid,
      team_id uuid,
      priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
      tags text[] not null default '{}',
      last_seq bigint not null default 0,
      last_public_seq bigint not null default 0,
      last_message jsonb,
      waiting_since timestamptz,
      closed_at timestamptz,
      changed_xid xid8 not null default pg_current_xact_id(),
      created_at timestamptz not null default now(),
      -- Milliseconds only: pages are cut at this time, and JavaScript knows nothing finer.
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      primary key (tenant_id, id),
      foreign key (tenant_id, customer_id) references customers (tenant_id, id),
      foreign key (tenant_id, assignee_id) references users (tenant_id, id),
      foreign key (tenant_id, team_id) references teams (tenant_id, id)
    ) with (fillfactor = 80)`.execute(db);
  await sql`
    create unique index conversations_one_open_per_customer on conversations (tenant_id, customer_id)
    where status <> 'closed'`.execute(db);
  await sql`create index conversations_by_change on conversations (tenant_id, updated_at desc, id desc)`.execute(db);
  await sql`create index conversations_by_status on conversations (tenant_id, status, updated_at desc, id desc)`.execute(
    db,
  );
  await sql`
    create index conversations_by_assignee on conversations (tenant_id, assignee_id, updated_at desc, id desc)
    where status <> 'closed'`.execute(db);
  await sql`create index conversations_by_customer on conversations (tenant_id, customer_id, updated_at desc, id desc)`.execute(
    db,
  );
  await sql`create index conversations_by_xid on conversations (tenant_id, changed_xid)`.execute(db);

  await sql`
    create table events (
      tenant_id uuid not null,
      conversation_id uuid not null,
      seq bigint not null,
      public_seq bigint,
      id uuid not null,
      kind text not null,
      actor_type text not null check (actor_type in ('customer', 'agent', 'system', 'assistant')),
      actor_id uuid,
      actor_name text not null,
      client_message_id uuid,
      data jsonb not null,
      created_at timestamptz not null,
      edited_at timestamptz,
      deleted_at timestamptz,
      primary key (tenant_id, conversation_id, seq),
      foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
    )`.execute(db);
  await sql`
    create unique index events_client_message on events (tenant_id, client_message_id, actor_id, conversation_id)
    where client_message_id is not null`.execute(db);
  await sql`
    create unique index events_public on events (tenant_id, conversation_id, public_seq)
    where public_seq is not null`.execute(db);

  await sql`
    create table receipts (
      tenant_id uuid not null,
      conversation_id uuid not null,
      user_id uuid not null,
      delivered_seq bigint not null default 0,
      read_seq bigint not null default 0,
      updated_at timestamptz not null default now(),
      primary key (tenant_id, conversation_id, user_id),
      foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
    )`.execute(db);

  await sql`
    create table chat_queue (
      tenant_id uuid not null,
      conversation_id uuid not null,
      team_id uuid,
      priority integer not null default 0,
      enqueued_at timestamptz not null default date_trunc('milliseconds', now()),
      primary key (tenant_id, conversation_id),
      foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
      foreign key (tenant_id, team_id) references teams (tenant_id, id)
    )`.execute(db);
  await sql`create index chat_queue_order on chat_queue (tenant_id, priority desc, enqueued_at, conversation_id)`.execute(
    db,
  );
}
