import { sql, type Kysely } from "kysely";

/** Whether the tenant's backend signed a customer's mail address; `verified` is about the name. A constant as default: no row is rewritten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table customers add column email_verified boolean not null default false`.execute(db);
}
