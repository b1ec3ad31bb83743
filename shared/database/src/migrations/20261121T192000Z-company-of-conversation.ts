import { sql, type Kysely } from "kysely";

/** An answer by mail names its conversation, in an address that has no room for the company too (64 characters, RFC 5321). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index conversations_by_id on conversations (id)`.execute(db);
  await sql`
    create function company_of_conversation(p_conversation uuid) returns table (tenant_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
      select c.tenant_id from conversations c where c.id = p_conversation
    $$`.execute(db);
  await sql`alter function company_of_conversation(uuid) owner to chorus_system`.execute(db);
  await sql`revoke execute on function company_of_conversation(uuid) from public`.execute(db);
  await sql`grant execute on function company_of_conversation(uuid) to chorus_app`.execute(db);
}
