import { sql, type Kysely } from "kysely";

/**
 * An answer by mail names its conversation, in an address that has no room for the company too (64 characters, RFC 5321). Each
 * company is looked into by its own index, a few microseconds each: answers by mail are few, and one more index would be
 * written to by every message.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function company_of_conversation(p_conversation uuid) returns table (tenant_id uuid)
    language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_hashjoin = off
    set enable_mergejoin = off as $$
      select t.tenant_id from tenants t
      cross join lateral (select from conversations c where c.tenant_id = t.tenant_id and c.id = p_conversation) found
    $$`.execute(db);
  await sql`alter function company_of_conversation(uuid) owner to chorus_system`.execute(db);
  await sql`revoke execute on function company_of_conversation(uuid) from public`.execute(db);
  await sql`grant execute on function company_of_conversation(uuid) to chorus_app`.execute(db);
}
