-- Snoozed conversations whose time has come, of all tenants, the longest overdue first.
create or replace function due_snoozes(p_limit integer) returns table (tenant_id uuid, conversation_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id from conversations c
  where c.status = 'snoozed' and c.snoozed_until <= clock_timestamp() order by c.snoozed_until limit p_limit
$$
