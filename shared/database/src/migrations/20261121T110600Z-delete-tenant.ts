import { sql, type Kysely } from "kysely";

/** Referring tables first. A test compares the list with the catalog, so that a new table is not forgotten. */
const TABLES = [
  "idempotency_keys",
  "password_links",
  "api_keys",
  "refresh_tokens",
  "sessions",
  "agent_availability",
  "devices",
  "chat_queue",
  "receipts",
  "events",
  "outbox",
  "conversations",
  "customers",
  "team_members",
  "teams",
  "users",
  "audit_log",
  "tenants",
];

/** Only this function deletes from the logs, and only a whole company at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const deletes = TABLES.map((table) => `delete from ${table} where tenant_id = p_tenant;`).join("\n");
  await sql.raw(`grant delete on audit_log to chorus_system`).execute(db);
  await sql
    .raw(
      `create function delete_tenant(p_tenant uuid) returns void language sql volatile security definer
       set search_path = public, pg_temp as $$ ${deletes} $$`,
    )
    .execute(db);
  await sql`alter function delete_tenant(uuid) owner to chorus_system`.execute(db);
  await sql`revoke execute on function delete_tenant(uuid) from public`.execute(db);
  await sql`grant execute on function delete_tenant(uuid) to chorus_app`.execute(db);
}
