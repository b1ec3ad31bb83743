import { sql, type Kysely } from "kysely";

/** The audit log by what was done and by whom, newest first, without reading the years in between. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index audit_log_by_action on audit_log (tenant_id, action, number desc)`.execute(db);
  await sql`create index audit_log_by_actor on audit_log (tenant_id, actor_id, number desc)`.execute(db);
  await sql`create index audit_log_by_time on audit_log (tenant_id, at)`.execute(db);
}
