import { sql, type Kysely } from "kysely";

/** What is needed to undo a step is asked anew; a failure that the provider keeps for a call's key is known since when. No release has had the first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table commerce.saga_steps
      drop column if exists undo,
      -- Since when a call's answer is a failure that the provider keeps for its key.
      add column if not exists failed_at timestamptz`.execute(db);
}
