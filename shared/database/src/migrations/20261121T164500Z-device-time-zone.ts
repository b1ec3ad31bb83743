import { sql, type Kysely } from "kysely";

/** Where in the day a customer is: the desk shows their local time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table devices add column time_zone text`.execute(db);
}
