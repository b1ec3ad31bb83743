-- A page of all tenants, by id: whose audit logs are checked next.
create or replace function audit_tenants(p_after uuid, p_limit integer) returns table (tenant_id uuid, slug text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.tenant_id, t.slug from tenants t
  where p_after is null or t.tenant_id > p_after order by t.tenant_id limit p_limit
$$
