import { sql, type Kysely } from "kysely";

/** By event, the addresses whose owners have unsubscribed: a person who has another one gets these mails. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notification_preferences add column stopped_emails jsonb not null default '{}'`.execute(db);
}
