import { sql, type Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";
import { createIndexConcurrently } from "./migration.ts";

export const outsideTransaction = true;

/** People are found by the beginnings of their names, addresses and numbers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await loadFunction(db, "fold_text(text)", { asSystem: false });
  await loadFunction(db, "customer_words(uuid, text, text, text)", { asSystem: false });
  await sql`grant execute on function fold_text(text), customer_words(uuid, text, text, text) to chorus_system`.execute(
    db,
  );
  await createIndexConcurrently(
    db,
    "customers_by_words",
    "customers using gin (customer_words(tenant_id, name, email, phone)) where erased_at is null",
  );
  await loadFunction(db, "find_customers(text, integer)", { asSystem: true });
}
