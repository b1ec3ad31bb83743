import { sql, type Kysely } from "kysely";

/**
 * `chorus_app` holds what services may do and owns nothing. `chorus_system` owns the short list of functions that work
 * without a tenant, and is used for nothing else. Roles belong to the whole server, so another database may have made them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$
    begin
      if not exists (select from pg_roles where rolname = 'chorus_app') then
        create role chorus_app nologin nosuperuser nobypassrls;
      end if;
      if not exists (select from pg_roles where rolname = 'chorus_system') then
        create role chorus_system nologin nosuperuser bypassrls;
      end if;
    exception when duplicate_object or unique_violation then
      -- Another database of this server is being migrated at the same moment.
      null;
    end
    $$`.execute(db);
  await sql`revoke create on schema public from public`.execute(db);
  await sql`grant usage on schema public to chorus_app`.execute(db);
  await sql`grant usage, create on schema public to chorus_system`.execute(db);
}
