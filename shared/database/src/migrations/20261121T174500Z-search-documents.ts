import { sql, type Kysely } from "kysely";

const FUNCTIONS = [
  {
    // As in the migration before, and says of which kind each task is: another queue works on each.
    signature: "summary_tasks_open(jsonb)",
    definition: `(p_tasks jsonb) returns table (tenant_id uuid, id uuid, kind text, due_at timestamptz) language sql volatile
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
      returning known.tenant_id, known.id, known.kind, known.due_at`,
  },
  {
    signature: "summary_tasks_overdue(timestamptz, integer)",
    definition: `(p_before timestamptz, p_limit integer) returns table (tenant_id uuid, id uuid, kind text) language sql stable
      return_query select t.tenant_id, t.id, t.kind from summary_tasks t
      where t.finished_at is null and t.due_at < p_before order by t.due_at limit p_limit`,
  },
  {
    // A page of all conversations that have something to find, each with a task to index it; the last one's id goes on.
    signature: "search_reindex(uuid, integer)",
    definition: `(p_after uuid, p_limit integer) returns table (last_id uuid, opened bigint) language sql volatile
      return_query with page as (
        select c.tenant_id, c.id from conversations c where c.last_message is not null and (p_after is null or c.id > p_after)
        order by c.id limit p_limit
      ), opened as (
        insert into summary_tasks as known (tenant_id, id, kind, conversation_id, reason, due_at)
        select p.tenant_id, gen_random_uuid(), 'index', p.id, 'requested', now() from page p
        on conflict (tenant_id, conversation_id, kind) where finished_at is null
          do update set reason = 'requested', version = known.version + 1
        returning 1
      )
      select (select p.id from page p order by p.id desc limit 1), (select count(*) from opened)`,
  },
  {
    signature: "search_index_backlog()",
    definition: `() returns bigint language sql stable
      return_query select count(*) from summary_tasks t where t.kind = 'index' and t.finished_at is null`,
  },
];

/**
 * What can be found: messages, notes and briefs, with the words Postgres searches by. Which vectors a store has is written here,
 * so that the store can be thrown away and made again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // For an index that begins with the tenant and ends with words. Trusted: a database's owner may add it.
  await sql`create extension if not exists btree_gin`.execute(db);
  await sql`
    create table search_documents (
      tenant_id uuid not null references tenants,
      conversation_id uuid not null,
      kind text not null check (kind in ('message', 'brief')),
      -- The message; of a brief the first one that it cites.
      seq bigint not null,
      body text not null,
      -- Both languages' stems: people mix them.
      words tsvector not null generated always as (to_tsvector('english', body) || to_tsvector('german', body)) stored,
      -- The collection that has its vector; null while it is missing there.
      collection text,
      primary key (tenant_id, conversation_id, kind, seq),
      foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
    )`.execute(db);
  await sql`create index search_documents_words on search_documents using gin (tenant_id, words)`.execute(db);
  await sql`alter table search_documents enable row level security`.execute(db);
  await sql`alter table search_documents force row level security`.execute(db);
  await sql`
    create policy tenant_isolation on search_documents
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
  await sql`grant select, insert, update, delete on search_documents to chorus_app, chorus_system`.execute(db);
  await sql`drop function summary_tasks_open(jsonb)`.execute(db);
  await sql`drop function summary_tasks_overdue(timestamptz, integer)`.execute(db);
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
