import { sql, type Kysely } from "kysely";

/** A key is shown before its tenant is known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function find_api_key(p_hash bytea) returns table (tenant_id uuid, id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
      select k.tenant_id, k.id from api_keys k where k.key_hash = p_hash
    $$`.execute(db);
  await sql`alter function find_api_key(bytea) owner to chorus_system`.execute(db);
  await sql`revoke execute on function find_api_key(bytea) from public`.execute(db);
  await sql`grant execute on function find_api_key(bytea) to chorus_app`.execute(db);
}
