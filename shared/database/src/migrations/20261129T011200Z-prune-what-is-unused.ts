import { sql, type Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";

/** It also tells how many sessions, devices and deliveries it has removed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop function prune_batch(timestamptz, integer)`.execute(db);
  await loadFunction(db, "prune_batch(timestamptz, integer)", { asSystem: true });
}
