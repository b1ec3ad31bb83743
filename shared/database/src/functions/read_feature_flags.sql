-- Everything that is set and still counts: every process keeps it, so that asking for a flag costs nothing.
create or replace function read_feature_flags()
returns table (tenant_id uuid, flag text, set_by text, is_on boolean, percentage smallint, expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.tenant_id, f.flag, f.set_by, f.is_on, f.percentage, f.expires_at from feature_flags f
  where f.expires_at is null or f.expires_at > now()
$$
