-- How much the relay and the dispatcher have before them, for the metrics.
create or replace function outbox_backlog()
returns table (unpublished bigint, undispatched bigint, oldest_seconds double precision)
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) filter (where published_at is null), count(*) filter (where dispatched_at is null),
    coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::double precision
  from outbox where published_at is null or dispatched_at is null
$$
