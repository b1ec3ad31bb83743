import { sql, type Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";

/** Carts that nobody has come back to are pruned by their age. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index carts_by_age on commerce.carts (updated_at) where status = 'open'`.execute(db);
  await sql`drop function prune_batch(timestamptz, integer)`.execute(db);
  await loadFunction(db, "prune_batch(timestamptz, integer)", { asSystem: true });
}
