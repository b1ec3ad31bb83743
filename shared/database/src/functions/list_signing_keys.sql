-- The keys that sign and check sessions, the private ones encrypted.
create or replace function list_signing_keys() returns setof signing_keys
language sql stable security definer set search_path = public, pg_temp as $$
  select * from signing_keys where state <> 'retired' order by created_at, kid
$$
