import { sql, type Kysely } from "kysely";
import { createIndexConcurrently } from "./migration.ts";

export const outsideTransaction = true;

/** Who else has an address is asked whatever its capitals; the index of addresses as they were given was for that question alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const on = "customers (tenant_id, lower(email)) where email is not null";
  await createIndexConcurrently(db, "customers_by_address", on);
  await sql`drop index concurrently if exists customers_by_email`.execute(db);
}
