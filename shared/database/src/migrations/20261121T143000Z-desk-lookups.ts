import { sql, type Kysely } from "kysely";

/** What the desk looks up: the audit log by what was done, by whom and when, and a customer's devices. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index audit_log_by_action on audit_log (tenant_id, action, number desc)`.execute(db);
  await sql`create index audit_log_by_actor on audit_log (tenant_id, actor_id, number desc)`.execute(db);
  // A customer's page names the browser they used last; erasing a customer looks for their devices, too.
  await sql`create index devices_by_customer on devices (tenant_id, customer_id, last_seen_at desc)`.execute(db);
  await sql`create index audit_log_by_time on audit_log (tenant_id, at)`.execute(db);
}
