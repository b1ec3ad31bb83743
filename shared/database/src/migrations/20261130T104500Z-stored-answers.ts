import type { Kysely } from "kysely";
import { loadFunction, replaceFunction } from "./load-function.ts";
import { createIndexConcurrently } from "./migration.ts";

export const outsideTransaction = true;

/** Stored answers are found by what they are about, customers by their address and number; a large backlog is counted to an end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIndexConcurrently(db, "idempotency_keys_about", "idempotency_keys using gin (about)");
  await createIndexConcurrently(db, "customers_by_email", "customers (tenant_id, email) where email is not null");
  await createIndexConcurrently(db, "customers_by_phone", "customers (tenant_id, phone) where phone is not null");
  await loadFunction(db, "stored_answers(uuid[])", { asSystem: true });
  await replaceFunction(db, "outbox_backlog");
}
