import { sql, type Kysely } from "kysely";

/**
 * What a text is found by is worked out by summary-engine, and Postgres finds stems only: its own parser takes `-4711` for a negative
 * number and a Japanese sentence for one word. What is indexed stays as it is until it is made again, in the background.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table search_documents alter column words drop expression`.execute(db);
  await sql`alter table search_documents alter column words set default ''::tsvector`.execute(db);
  await sql`alter table search_documents add column words_version smallint not null default 1`.execute(db);
  // Row security holds back the owner, too; this is about every company.
  for (const table of ["conversations", "summary_tasks"])
    await sql`alter table ${sql.table(table)} no force row level security`.execute(db);
  await sql`
    insert into summary_tasks as known (tenant_id, id, kind, conversation_id, reason, due_at)
    select c.tenant_id, gen_random_uuid(), 'index', c.id, 'requested', now() from conversations c where c.last_message is not null
    on conflict (tenant_id, conversation_id, kind) where finished_at is null
      do update set reason = 'requested', version = known.version + 1`.execute(db);
  for (const table of ["conversations", "summary_tasks"])
    await sql`alter table ${sql.table(table)} force row level security`.execute(db);
}
