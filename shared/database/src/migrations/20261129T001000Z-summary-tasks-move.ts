import { sql, type Kysely } from "kysely";
import { loadFunction, replaceFunction } from "./load-function.ts";

/**
 * Summaries and indexing are tasks like all others. What is open goes on there. For services of the release before their table stays,
 * empty, and the functions they call: what they ask for becomes a task, and their sweep finds nothing. Both go in the next release.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Nothing is asked for between the copy and the emptying.
  await sql`lock table summary_tasks in access exclusive mode`.execute(db);
  await sql`
    insert into tasks
      (tenant_id, id, name, payload, priority, dedup_key, due_at, settles_by, attempts, version, created_at)
    select tenant_id, id, case kind when 'index' then 'search.index' else 'summary.make' end,
      jsonb_build_object('conversationId', conversation_id, 'reason', reason), 1, conversation_id::text, due_at,
      case when reason = 'paused' then created_at + interval '10 minutes' end, attempts, version, created_at
    from summary_tasks where finished_at is null`.execute(db);
  await sql`truncate summary_tasks`.execute(db);
  await sql`alter table summary_tasks drop constraint summary_tasks_tenant_id_conversation_id_fkey`.execute(db);
  await replaceFunction(db, "summary_tasks_open");
  await replaceFunction(db, "summary_tasks_overdue");
  await loadFunction(db, "search_reindex(uuid, uuid, integer)", { asSystem: true });
  await loadFunction(db, "search_catch_up(uuid, text, boolean, uuid, integer)", { asSystem: true });
  await loadFunction(db, "search_index_backlog()", { asSystem: true });
}
