-- How much the relay and the dispatcher have before them, for the metrics. Counts 100,000 of each at most, so that a large backlog
-- costs no more than that.
create or replace function outbox_backlog()
returns table (unpublished bigint, undispatched bigint, oldest_seconds double precision)
language sql stable security definer set search_path = public, pg_temp as $$
  select
    (select count(*) from (select from outbox where published_at is null limit 100000) u),
    (select count(*) from (select from outbox where dispatched_at is null limit 100000) d),
    coalesce(extract(epoch from clock_timestamp() - least(
      (select created_at from outbox where published_at is null order by id limit 1),
      (select created_at from outbox where dispatched_at is null order by id limit 1))), 0)::double precision
$$
