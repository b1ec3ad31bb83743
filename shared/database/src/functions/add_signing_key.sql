-- The first key of an installation; does nothing when there is one.
create or replace function add_signing_key(p_kid text, p_public jsonb, p_private bytea) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('signing_keys', 0));
  insert into signing_keys (kid, public_jwk, private_jwk_encrypted, state)
  select p_kid, p_public, p_private, 'active' where not exists (select from signing_keys where state = 'active')
$$
