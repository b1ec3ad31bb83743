import { sql, type Kysely } from "kysely";

const TENANT_TABLES = [
  "tenants",
  "users",
  "teams",
  "team_members",
  "customers",
  "devices",
  "agent_availability",
  "sessions",
  "refresh_tokens",
  "api_keys",
  "conversations",
  "events",
  "receipts",
  "chat_queue",
  "outbox",
  "audit_log",
];

/** Tables that belong to no tenant: nobody but `chorus_system` may touch them. */
const SYSTEM_TABLES = ["signing_keys", "deployment"];

/**
 * Forced row security on every table. The setting is local to a transaction, and empty afterwards: no tenant, no rows.
 * The sub-select makes Postgres evaluate it once per statement instead of once per row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of TENANT_TABLES) {
    const table = sql.table(name);
    await sql`alter table ${table} enable row level security`.execute(db);
    await sql`alter table ${table} force row level security`.execute(db);
    await sql`
      create policy tenant_isolation on ${table}
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
      with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db);
    await sql`grant select, insert, update, delete on ${table} to chorus_app, chorus_system`.execute(db);
  }
  for (const name of SYSTEM_TABLES) {
    const table = sql.table(name);
    await sql`alter table ${table} enable row level security`.execute(db);
    await sql`alter table ${table} force row level security`.execute(db);
    await sql`grant select, insert, update, delete on ${table} to chorus_system`.execute(db);
  }
  await sql`revoke update, delete on audit_log from chorus_app, chorus_system`.execute(db);
  // The log never loses a row: erasing blanks it in place.
  await sql`revoke delete on events, conversations from chorus_app`.execute(db);
}
