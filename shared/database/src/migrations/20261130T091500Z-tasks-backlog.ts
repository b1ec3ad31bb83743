import type { Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";

/** For the metrics of queues. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await loadFunction(db, "tasks_backlog(text[], timestamptz, integer)", { asSystem: true });
}
