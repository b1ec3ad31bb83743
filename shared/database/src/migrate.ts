import { Kysely, Migrator, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { migrations } from "./migrations/all-migrations.ts";

export interface MigrationReport {
  /** Names of the migrations that were applied now. */
  applied: string[];
}

/** An owner's connection: for migrations and provisioning, never for a service. */
function connectAsOwner(adminUrl: string): Kysely<unknown> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 1, connectionTimeoutMillis: 5_000 });
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Brings a database to the newest schema, under an advisory lock; does nothing when it is there.
 * @param adminUrl a role that may create tables and roles
 * @throws Error of the first migration that failed; it and what follows are not applied
 */
export async function migrate(adminUrl: string): Promise<MigrationReport> {
  const db = connectAsOwner(adminUrl);
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    return {
      applied: (results ?? []).filter((result) => result.status === "Success").map((result) => result.migrationName),
    };
  } finally {
    await db.destroy();
  }
}

/**
 * Makes (or resets the password of) the login role of services, which owns nothing and cannot bypass row security.
 * @returns the address services connect with
 */
export async function provisionServiceRole(adminUrl: string, password: string): Promise<string> {
  const db = connectAsOwner(adminUrl);
  try {
    await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('chorus_service', 0))`.execute(tx);
      await sql`
        do $$ begin
          if not exists (select from pg_roles where rolname = 'chorus_service') then create role chorus_service; end if;
        end $$`.execute(tx);
      await sql`alter role chorus_service with login nosuperuser nobypassrls password ${sql.lit(password)}`.execute(tx);
      await sql`grant chorus_app to chorus_service`.execute(tx);
    });
    return serviceUrl(adminUrl, password);
  } finally {
    await db.destroy();
  }
}

function serviceUrl(adminUrl: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = "chorus_service";
  url.password = password;
  return url.toString();
}
