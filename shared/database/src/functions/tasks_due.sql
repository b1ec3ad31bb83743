-- A page of the tenants with open tasks of a name, by id, each with the time at which its first is due until p_until; null when
-- none is. Steps from tenant to tenant through the index: a million tasks of one cost no more than one.
create or replace function tasks_due(p_name text, p_now timestamptz, p_until timestamptz, p_after uuid, p_limit integer)
returns table (tenant_id uuid, due_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive tenants_with_tasks as (
    (select t.tenant_id from tasks t
     where t.name = p_name and t.finished_at is null and t.tenant_id > p_after order by t.tenant_id limit 1)
    union all
    select (
      select t.tenant_id from tasks t
      where t.name = p_name and t.finished_at is null and t.tenant_id > n.tenant_id order by t.tenant_id limit 1)
    from tenants_with_tasks n where n.tenant_id is not null
  ), page as (
    select n.tenant_id from tenants_with_tasks n where n.tenant_id is not null limit p_limit
  )
  select n.tenant_id, (
    select min(d.due_at) from generate_series(0, 2) p(priority)
    cross join lateral (
      select t.due_at from tasks t
      where t.name = p_name and t.tenant_id = n.tenant_id and t.priority = p.priority and t.finished_at is null
        and t.due_at <= p_until and (t.claimed_until is null or t.claimed_until <= p_now)
      order by t.due_at limit 1
    ) d)
  from page n
$$
