-- What the messages of each tenant took since a time, added up, for the operator.
create or replace function list_latency(p_search text, p_since timestamptz)
returns table (tenant_id uuid, slug text, name text, widget_key text, numbers json)
language sql stable security definer set search_path = public, pg_temp as $$
  with sums as (
    select l.tenant_id, n.place, sum(n.count)::bigint as count
    from tenant_latency l cross join lateral unnest(l.numbers) with ordinality as n(count, place)
    where l.span in ('minute', 'hour', 'day') and l.starts_at >= p_since
    group by 1, 2
  )
  select t.tenant_id, t.slug, t.name, t.widget_key, to_json(array_agg(s.count order by s.place))
  from sums s join tenants t on t.tenant_id = s.tenant_id
  -- Compared as text, not as a pattern: a percent sign is one.
  where p_search is null or strpos(lower(t.name), lower(p_search)) > 0 or strpos(t.slug, lower(p_search)) > 0
  group by 1
$$
