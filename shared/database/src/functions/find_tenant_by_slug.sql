-- Who signs in names a tenant before there is one to look in.
create or replace function find_tenant_by_slug(p_slug text) returns table (tenant_id uuid, status text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.tenant_id, t.status from tenants t where t.slug = p_slug
$$
