-- A widget knows its public key and nothing else.
create or replace function find_tenant_by_widget_key(p_key text) returns table (tenant_id uuid, status text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.tenant_id, t.status from tenants t where t.widget_key = p_key
$$
