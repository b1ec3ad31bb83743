-- A key says by itself whose it is.
create or replace function find_api_key(p_hash bytea) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.tenant_id, k.id from api_keys k where k.key_hash = p_hash
$$
