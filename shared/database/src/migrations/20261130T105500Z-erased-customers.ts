import type { Kysely } from "kysely";
import { createIndexConcurrently } from "./migration.ts";

export const outsideTransaction = true;

/** Backups ask every few seconds who was erased since: of all tenants, and those are few rows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIndexConcurrently(db, "customers_erased", "customers (erased_at) where erased_at is not null");
}
