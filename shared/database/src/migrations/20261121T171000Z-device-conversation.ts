import { sql, type Kysely } from "kysely";

/** A device that came by the link in a mail reaches that conversation only: whoever reads the mail need not be its customer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table devices add column conversation_id uuid`.execute(db);
  await sql`
    alter table devices add constraint devices_conversation foreign key (tenant_id, conversation_id)
    references conversations (tenant_id, id) not valid`.execute(db);
  await sql`alter table devices validate constraint devices_conversation`.execute(db);
}
