import { sql, type Kysely } from "kysely";
import { type Migration } from "kysely/migration";

export interface SchemaMigration extends Migration {
  /**
   * Runs outside a transaction, for what Postgres does without keeping writers out (`createIndexConcurrently`). It may be interrupted
   * anywhere, so it can be repeated.
   */
  readonly outsideTransaction?: boolean;
}

/** Waiting for those who write the table keeps nobody out, so it may take longer than a lock. */
const MAX_WAIT_FOR_WRITERS = "10min";

/** Makes an index while others write; what an interrupted attempt has left is made anew. Only in migrations outside a transaction. */
export async function createIndexConcurrently(db: Kysely<unknown>, name: string, on: string): Promise<void> {
  const { rows } = await sql<{ valid: boolean }>`
    select indisvalid as valid from pg_index where indexrelid = to_regclass(${name})`.execute(db);
  if (rows[0]?.valid) return;
  await sql`select set_config('lock_timeout', ${MAX_WAIT_FOR_WRITERS}, false)`.execute(db);
  await sql`drop index concurrently if exists ${sql.id(name)}`.execute(db);
  await sql`create index concurrently ${sql.id(name)} on ${sql.raw(on)}`.execute(db);
  await sql`reset lock_timeout`.execute(db);
}
