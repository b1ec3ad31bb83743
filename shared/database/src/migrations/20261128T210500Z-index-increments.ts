import { sql, type Kysely } from "kysely";

const FUNCTIONS = [
  {
    // As before, but of each company only so many: what one company's tasks cannot be done with holds up nobody else's.
    signature: "summary_tasks_overdue(timestamptz, integer)",
    definition: `(p_before timestamptz, p_limit integer) returns table (tenant_id uuid, id uuid, kind text) language sql stable
      return_query with recursive companies as (
        (select o.tenant_id from summary_tasks o where o.finished_at is null order by o.tenant_id limit 1)
        union all
        select (select o.tenant_id from summary_tasks o where o.finished_at is null and o.tenant_id > c.tenant_id order by o.tenant_id limit 1)
        from companies c where c.tenant_id is not null
      )
      select t.tenant_id, t.id, t.kind from companies c
      cross join lateral (
        (select o.tenant_id, o.id, o.kind, o.due_at from summary_tasks o
        where o.tenant_id = c.tenant_id and o.kind = 'summarise' and o.finished_at is null and o.due_at < p_before order by o.due_at limit 50)
        union all
        (select o.tenant_id, o.id, o.kind, o.due_at from summary_tasks o
        where o.tenant_id = c.tenant_id and o.kind = 'index' and o.finished_at is null and o.due_at < p_before order by o.due_at limit 50)
      ) t
      order by row_number() over (partition by t.tenant_id order by t.due_at), t.due_at limit p_limit`,
  },
  {
    // A page of all conversations that have something to find, company by company, each with a task to index it; the last one goes on.
    signature: "search_reindex(uuid, uuid, integer)",
    definition: `(p_tenant uuid, p_after uuid, p_limit integer) returns table (last_tenant uuid, last_id uuid, opened bigint)
      language sql volatile
      return_query with page as (
        select c.tenant_id, c.id, c.last_message is not null as has_messages from conversations c
        where p_tenant is null or (c.tenant_id, c.id) > (p_tenant, p_after)
        order by c.tenant_id, c.id limit p_limit
      ), opened as (
        insert into summary_tasks as known (tenant_id, id, kind, conversation_id, reason, due_at)
        select p.tenant_id, gen_random_uuid(), 'index', p.id, 'requested', now() from page p where p.has_messages
        on conflict (tenant_id, conversation_id, kind) where finished_at is null
          do update set reason = 'requested', version = known.version + 1
        returning 1
      ), last as (select p.tenant_id, p.id from page p order by p.tenant_id desc, p.id desc limit 1)
      select (select l.tenant_id from last l), (select l.id from last l), (select count(*) from opened)`,
  },
  {
    // As before, and a task that is open for another reason becomes one that makes all vectors again: others read what is new only.
    signature: "search_catch_up(uuid, text, boolean, uuid, integer)",
    definition: `(p_tenant uuid, p_collection text, p_all boolean, p_after uuid, p_limit integer)
      returns table (last_id uuid, opened bigint) language sql volatile
      return_query with page as (
        select distinct d.conversation_id as id from search_documents d
        where d.tenant_id = p_tenant and (p_after is null or d.conversation_id > p_after)
          and (p_all or (d.collection is distinct from p_collection and d.collection is distinct from 'none'))
        order by d.conversation_id limit p_limit
      ), opened as (
        insert into summary_tasks as known (tenant_id, id, kind, conversation_id, reason, due_at)
        select p_tenant, gen_random_uuid(), 'index', p.id, 'requested', now() from page p
        on conflict (tenant_id, conversation_id, kind) where finished_at is null
          do update set reason = 'requested', version = known.version + 1 where known.reason <> 'requested'
        returning 1
      )
      select (select p.id from page p order by p.id desc limit 1), (select count(*) from opened)`,
  },
];

/** Conversations are indexed from where they were left, many at once, and what is due is found by company. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table search_progress (
      tenant_id uuid not null references tenants,
      conversation_id uuid not null,
      -- All events up to it can be found.
      indexed_seq bigint not null,
      -- The task for which all vectors are made again, so that it goes on where it was interrupted.
      rebuilt_for uuid,
      primary key (tenant_id, conversation_id),
      foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
    )`.execute(db);
  await sql`alter table search_progress enable row level security`.execute(db);
  await sql`alter table search_progress force row level security`.execute(db);
  await sql`
    create policy tenant_isolation on search_progress
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
  await sql`grant select, insert, update, delete on search_progress to chorus_app, chorus_system`.execute(db);
  await sql`
    create index search_documents_without_vector on search_documents (tenant_id, conversation_id, kind, seq)
    where collection is null`.execute(db);
  await sql`create index summaries_of_conversation on summaries (tenant_id, conversation_id, type)`.execute(db);
  await sql`
    create index summary_tasks_due_of_company on summary_tasks (tenant_id, kind, due_at)
    where finished_at is null`.execute(db);
  await sql`drop index summary_tasks_due`.execute(db);
  await sql`drop function search_reindex(uuid, integer)`.execute(db);
  for (const { signature, definition } of FUNCTIONS) {
    const name = signature.slice(0, signature.indexOf("("));
    const [head, body] = definition.split("return_query ");
    await sql
      .raw(
        `create or replace function ${name}${head} security definer set search_path = public, pg_temp as $$ ${body} $$`,
      )
      .execute(db);
    await sql.raw(`alter function ${signature} owner to chorus_system`).execute(db);
    await sql.raw(`revoke execute on function ${signature} from public`).execute(db);
    await sql.raw(`grant execute on function ${signature} to chorus_app`).execute(db);
  }
}
