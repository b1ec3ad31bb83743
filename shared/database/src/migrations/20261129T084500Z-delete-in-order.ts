import type { Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";

/** A tenant's rows are deleted in the order in which they were written. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await loadFunction(db, "delete_tenant_batch(uuid, integer)", { asSystem: true });
}
