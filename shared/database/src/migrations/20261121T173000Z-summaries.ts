import { sql, type Kysely } from "kysely";

const NEW_TABLES = ["summary_tasks", "summaries", "summary_feedback", "summary_usage"];

const FUNCTIONS = [
  {
    // A later message puts off the end of a pause, at most ten minutes from the first; whatever else asks is not kept waiting.
    signature: "summary_tasks_open(jsonb)",
    definition: `(p_tasks jsonb) returns table (tenant_id uuid, id uuid, due_at timestamptz) language sql volatile
      return_query insert into summary_tasks as known (tenant_id, id, kind, conversation_id, reason, due_at)
      select t."tenantId", t.id, t.kind, t."conversationId", t.reason, t."dueAt"
      from jsonb_to_recordset(p_tasks) as t("tenantId" uuid, id uuid, kind text, "conversationId" uuid, reason text, "dueAt" timestamptz)
      order by t."tenantId", t."conversationId", t.kind
      on conflict (tenant_id, conversation_id, kind) where finished_at is null
        do update set
          due_at = case
            when known.reason = 'paused' and excluded.reason = 'paused'
              then least(greatest(known.due_at, excluded.due_at), known.created_at + interval '10 minutes')
            else least(known.due_at, excluded.due_at) end,
          reason = case when known.reason = 'paused' then excluded.reason else known.reason end,
          version = known.version + 1
      returning known.tenant_id, known.id, known.due_at`,
  },
  {
    signature: "summary_tasks_overdue(timestamptz, integer)",
    definition: `(p_before timestamptz, p_limit integer) returns table (tenant_id uuid, id uuid) language sql stable
      return_query select t.tenant_id, t.id from summary_tasks t
      where t.finished_at is null and t.due_at < p_before order by t.due_at limit p_limit`,
  },
];

/** What conversations come to. Summaries, and what has still to be made: jobs only wake whoever makes it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table summary_tasks (
      tenant_id uuid not null references tenants,
      id uuid not null,
      kind text not null check (kind in ('summarise', 'index')),
      conversation_id uuid not null,
      reason text not null check (reason in ('paused', 'closed', 'transferred', 'requested', 'changed', 'erased')),
      due_at timestamptz not null,
      attempts integer not null default 0,
      -- Raised by everybody who asks again: a worker that began before it does not finish the task.
      version integer not null default 1,
      created_at timestamptz not null default now(),
      finished_at timestamptz,
      outcome text,
      primary key (tenant_id, id),
      foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
    )`.execute(db);
  await sql`
    create unique index summary_tasks_one_open on summary_tasks (tenant_id, conversation_id, kind)
    where finished_at is null`.execute(db);
  // The sweep works over all tenants.
  await sql`create index summary_tasks_due on summary_tasks (due_at) where finished_at is null`.execute(db);

  await sql`
    create table summaries (
      tenant_id uuid not null references tenants,
      id uuid not null,
      conversation_id uuid not null,
      type text not null check (type in
        ('brief', 'handover', 'resolution', 'actions', 'timeline', 'sentiment', 'entities')),
      covers_seq bigint not null,
      is_current boolean not null,
      provider text not null,
      model text,
      sections jsonb not null,
      -- Of what it was made from: the same again is not made again.
      source_hash bytea not null,
      input_tokens integer not null default 0,
      output_tokens integer not null default 0,
      cost_microdollars bigint not null default 0,
      duration_ms integer not null,
      edited_by uuid,
      edited_at timestamptz,
      created_at timestamptz not null default date_trunc('milliseconds', now()),
      primary key (tenant_id, id),
      foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
    )`.execute(db);
  await sql`
    create unique index summaries_one_current on summaries (tenant_id, conversation_id, type) where is_current`.execute(
    db,
  );
  await sql`
    create table summary_feedback (
      tenant_id uuid not null,
      summary_id uuid not null,
      user_id uuid not null,
      verdict text not null check (verdict in ('up', 'down')),
      reason text,
      created_at timestamptz not null default now(),
      primary key (tenant_id, summary_id, user_id),
      foreign key (tenant_id, summary_id) references summaries (tenant_id, id) on delete cascade
    )`.execute(db);
  await sql`
    create table summary_usage (
      tenant_id uuid not null references tenants,
      day date not null,
      provider text not null,
      calls integer not null default 0,
      failures integer not null default 0,
      input_tokens bigint not null default 0,
      output_tokens bigint not null default 0,
      cost_microdollars bigint not null default 0,
      primary key (tenant_id, day, provider)
    )`.execute(db);

  for (const name of NEW_TABLES) {
    const table = sql.table(name);
    await sql`alter table ${table} enable row level security`.execute(db);
    await sql`alter table ${table} force row level security`.execute(db);
    await sql`
      create policy tenant_isolation on ${table}
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
      with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
    await sql`grant select, insert, update, delete on ${table} to chorus_app, chorus_system`.execute(db);
  }
  for (const { signature, definition } of FUNCTIONS) {
    const name = signature.slice(0, signature.indexOf("("));
    const [head, body] = definition.split("return_query ");
    await sql
      .raw(`create function ${name}${head} security definer set search_path = public, pg_temp as $$ ${body} $$`)
      .execute(db);
    await sql.raw(`alter function ${signature} owner to chorus_system`).execute(db);
    await sql.raw(`revoke execute on function ${signature} from public`).execute(db);
    await sql.raw(`grant execute on function ${signature} to chorus_app`).execute(db);
  }
}
