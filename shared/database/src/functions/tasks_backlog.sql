-- For each of these names how many tasks are due and how many are open, for the metrics. Counts p_most open ones of a name at most,
-- so that a million of them cost no more than that.
create or replace function tasks_backlog(p_names text[], p_now timestamptz, p_most integer)
returns table (name text, due bigint, open bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select n.name, count(*) filter (where t.due_at <= p_now), count(t.due_at)
  from unnest(p_names) n(name)
  left join lateral (
    select o.due_at from tasks o where o.name = n.name and o.finished_at is null limit p_most) t on true
  group by n.name
$$
