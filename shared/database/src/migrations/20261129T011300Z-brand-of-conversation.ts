import { sql, type Kysely } from "kysely";

/** Under which of a tenant's brands a conversation was begun; null until there are brands. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table conversations add column brand_id uuid`.execute(db);
}
