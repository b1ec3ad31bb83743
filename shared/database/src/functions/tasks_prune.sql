-- Removes the oldest finished tasks of a name, or its oldest dead letters, at most so many; what somebody has locked stays.
create or replace function tasks_prune(p_name text, p_dead boolean, p_before timestamptz, p_limit integer)
returns table (removed bigint)
language sql volatile security definer set search_path = public, pg_temp as $$
  with old as (
    select t.tenant_id, t.id from tasks t
    where t.name = p_name and t.is_dead = p_dead and t.finished_at is not null and t.finished_at < p_before
    order by t.finished_at limit p_limit for update skip locked
  ), gone as (
    delete from tasks t using old where t.tenant_id = old.tenant_id and t.id = old.id returning 1
  )
  select count(*) from gone
$$
