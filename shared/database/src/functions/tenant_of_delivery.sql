-- Whose a delivery is, by the primary keys: a provider that calls back names nothing else.
create or replace function tenant_of_delivery(p_delivery uuid) returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  select t.tenant_id from tenants t
  cross join lateral (select from deliveries d where d.tenant_id = t.tenant_id and d.id = p_delivery) found
$$
