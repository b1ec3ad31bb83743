import type { Kysely } from "kysely";
import { createIndexConcurrently } from "./migration.ts";

export const outsideTransaction = true;

/** One address may work for several tenants: `tenants_of_address` looks over all of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIndexConcurrently(db, "users_by_email", "users (email)");
}
