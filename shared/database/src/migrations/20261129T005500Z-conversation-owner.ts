import { sql, type Kysely } from "kysely";

/** Who answers a conversation: people, until an assistant does. Constants as defaults: no row is rewritten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table conversations
      add column owner_kind text not null default 'human' check (owner_kind in ('bot', 'pending', 'human')),
      add column owner_epoch integer not null default 0 check (owner_epoch >= 0),
      add column owner_reason text`.execute(db);
}
