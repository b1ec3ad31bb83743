import { sql, type Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";

/**
 * Summaries and indexing are tasks like all others. What is open goes on there. A chat-service of before cannot dispatch until it is
 * replaced: its outbox keeps what follows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into tasks
      (tenant_id, id, name, payload, priority, dedup_key, due_at, settles_by, attempts, version, created_at)
    select tenant_id, id, case kind when 'index' then 'search.index' else 'summary.make' end,
      jsonb_build_object('conversationId', conversation_id, 'reason', reason), 1, conversation_id::text, due_at,
      case when reason = 'paused' then created_at + interval '10 minutes' end, attempts, version, created_at
    from summary_tasks where finished_at is null`.execute(db);
  await sql`drop function summary_tasks_open(jsonb)`.execute(db);
  await sql`drop function summary_tasks_overdue(timestamptz, integer)`.execute(db);
  await sql`drop table summary_tasks`.execute(db);
  await loadFunction(db, "search_reindex(uuid, uuid, integer)", { asSystem: true });
  await loadFunction(db, "search_catch_up(uuid, text, boolean, uuid, integer)", { asSystem: true });
  await loadFunction(db, "search_index_backlog()", { asSystem: true });
}
