-- Those of the given tenants that are gone: what the vector store still has of them can go too.
create or replace function search_deleted_tenants(p_tenants uuid[]) returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.id from unnest(p_tenants) as k(id) where not exists (select from tenants t where t.tenant_id = k.id)
$$
