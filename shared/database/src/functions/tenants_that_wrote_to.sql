-- Whom a "stop" from this number is meant for: numbers are shared by all tenants.
create or replace function tenants_that_wrote_to(p_channel text, p_address text) returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct d.tenant_id from deliveries d where d.channel = p_channel and d.address = p_address and p_channel = 'sms'
$$
