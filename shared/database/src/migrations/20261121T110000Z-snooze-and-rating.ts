import { sql, type Kysely } from "kysely";

/** When a snoozed conversation wakes up, and how its customer found it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table conversations
      add column snoozed_until timestamptz,
      add column rating_score smallint check (rating_score between 1 and 5),
      add column rating_comment text`.execute(db);
  // The sweep works over all tenants.
  await sql`create index conversations_due_snoozes on conversations (snoozed_until) where status = 'snoozed'`.execute(
    db,
  );
  await sql`
    create function due_snoozes(p_limit integer) returns table (tenant_id uuid, conversation_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
      select c.tenant_id, c.id from conversations c
      where c.status = 'snoozed' and c.snoozed_until <= clock_timestamp() order by c.snoozed_until limit p_limit
    $$`.execute(db);
  await sql`alter function due_snoozes(integer) owner to chorus_system`.execute(db);
  await sql`revoke execute on function due_snoozes(integer) from public`.execute(db);
  await sql`grant execute on function due_snoozes(integer) to chorus_app`.execute(db);
}
