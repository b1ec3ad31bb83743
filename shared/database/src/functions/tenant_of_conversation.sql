-- Whose a conversation is, by the primary keys: there is no index without the tenant.
create or replace function tenant_of_conversation(p_conversation uuid) returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  select t.tenant_id from tenants t
  cross join lateral (select from conversations c where c.tenant_id = t.tenant_id and c.id = p_conversation) found
$$
