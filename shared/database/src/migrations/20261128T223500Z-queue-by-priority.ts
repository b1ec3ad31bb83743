import { sql, type Kysely } from "kysely";

/** Priorities were kept with the conversation and not with its place in the queue, which is read by them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Row security holds back the owner, too; this is about every company.
  for (const table of ["conversations", "chat_queue"])
    await sql`alter table ${sql.table(table)} no force row level security`.execute(db);
  await sql`
    update chat_queue q set priority = case c.priority when 'urgent' then 2 when 'high' then 1 when 'low' then -1 else 0 end
    from conversations c
    where c.tenant_id = q.tenant_id and c.id = q.conversation_id and c.priority <> 'normal'`.execute(db);
  for (const table of ["conversations", "chat_queue"])
    await sql`alter table ${sql.table(table)} force row level security`.execute(db);
}
