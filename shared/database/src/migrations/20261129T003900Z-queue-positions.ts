import type { Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";

/** For telling who waits how many are before them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await loadFunction(db, "queue_positions(integer)", { asSystem: true });
}
