import { sql, type Kysely } from "kysely";
import { DATABASE_ROLES, type DatabaseService, RIGHTS } from "./rights.ts";

/** Creates the services' roles, and grants each exactly what the table in rights.ts says, in one transaction. */
export async function grantRights(db: Kysely<unknown>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const [service, role] of Object.entries(DATABASE_ROLES)) {
      await makeRole(tx, role);
      await grantTo(tx, role, RIGHTS[service as DatabaseService]);
    }
  });
}

/** Roles belong to the whole server: another process may be creating them for another database at this moment. */
export async function makeRole(db: Kysely<unknown>, role: string): Promise<void> {
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = ${sql.lit(role)}) then create role ${sql.id(role)} nologin; end if;
    exception when duplicate_object or unique_violation then
      null;
    end $$`.execute(db);
}

async function grantTo(db: Kysely<unknown>, role: string, { tables, functions }: (typeof RIGHTS)[DatabaseService]) {
  const to = sql.id(role);
  await sql`grant usage on schema public, commerce to ${to}`.execute(db);
  await sql`revoke all on all tables in schema public, commerce from ${to}`.execute(db);
  await sql`revoke all on all functions in schema public from ${to}`.execute(db);
  for (const [table, rights] of Object.entries(tables))
    await sql`grant ${sql.raw(rights)} on ${sql.table(table)} to ${to}`.execute(db);
  for (const name of functions) await sql`grant execute on function ${sql.id(name)} to ${to}`.execute(db);
}
