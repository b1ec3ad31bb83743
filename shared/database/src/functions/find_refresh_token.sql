-- A token says by itself whose it is.
create or replace function find_refresh_token(p_hash bytea) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.tenant_id, r.id from refresh_tokens r where r.token_hash = p_hash
$$
