-- Adds what a process counted in a minute, of all tenants at once. The same minute of the same process again adds nothing; a tenant that
-- was deleted meanwhile is left out. How many were added.
create or replace function record_latency(p_source uuid, p_minute timestamptz, p_tenants jsonb) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  with added as (
    insert into tenant_latency (tenant_id, span, starts_at, source, numbers)
    select t.tenant_id, 'minute', p_minute, p_source, g.numbers
    from jsonb_to_recordset(p_tenants) as g("tenantId" uuid, numbers bigint[])
    -- Locked, so that it is not deleted between this and the check of the reference.
    join tenants t on t.tenant_id = g."tenantId"
    order by 1 for key share of t
    on conflict do nothing
    returning 1)
  select count(*) from added
$$
