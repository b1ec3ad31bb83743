import type { Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";

/** A turn of a tenant begins and ends with one statement each instead of four. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await loadFunction(db, "tasks_claim_of(uuid, text, timestamptz, integer, integer, integer)", { asSystem: false });
  await loadFunction(db, "tasks_settle_of(uuid, jsonb, timestamptz)", { asSystem: false });
}
