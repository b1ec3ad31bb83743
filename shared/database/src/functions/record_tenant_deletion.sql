-- Writes down that a tenant is being deleted, for whoever takes backups: once, and only of a tenant that there is.
create or replace function record_tenant_deletion(p_tenant uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into deleted_tenants (id) select t.tenant_id from tenants t where t.tenant_id = p_tenant on conflict do nothing
$$
