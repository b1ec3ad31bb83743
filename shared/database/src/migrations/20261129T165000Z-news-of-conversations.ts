import { sql, type Kysely } from "kysely";
import { replaceFunction } from "./load-function.ts";

/**
 * When a conversation last had news, kept by `append_events`, and when it was rated. A default that is worked out once: no row is
 * rewritten here; conversations of before get theirs from the next migration.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table conversations
      add column news_at timestamptz not null default date_trunc('milliseconds', now()),
      add column rated_at timestamptz`.execute(db);
  await replaceFunction(db, "append_events");
}
