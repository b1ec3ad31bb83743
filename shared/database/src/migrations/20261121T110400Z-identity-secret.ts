import { sql, type Kysely } from "kysely";

/** What a tenant's backend signs its customers' identities with; encrypted, because it must be read to verify. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table tenants add column identity_secret_encrypted bytea`.execute(db);
}
