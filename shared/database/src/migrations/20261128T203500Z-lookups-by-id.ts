import { sql, type Kysely } from "kysely";

/** What was found by reading a whole conversation, a whole tenant or one transaction's rows again and again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db);
  // Neither partial nor by conversation: while statistics are missing such an index is taken for the primary key.
  await sql`create unique index events_by_id on events (tenant_id, id)`.execute(db);
  await sql`
    create index conversations_by_team on conversations (tenant_id, team_id) where team_id is not null`.execute(db);
  await sql`create index chat_queue_by_team on chat_queue (tenant_id, team_id) where team_id is not null`.execute(db);
  // Pages of one transaction's rows go on by id.
  await sql`create index conversations_by_xid_and_id on conversations (tenant_id, changed_xid, id)`.execute(db);
  await sql`drop index conversations_by_xid`.execute(db);
}
