import { sql, type Kysely } from "kysely";

/** How often a summary was continued since it was last made from the whole conversation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table summaries add column continued integer not null default 0`.execute(db);
}
