-- Adds the rows of one span that began before a time to those of the next longer one, the oldest first and at most so many; without a
-- longer one they go. How many there were. Each is taken out and added in one statement: none is lost, and none counts twice.
create or replace function roll_up_latency(p_from text, p_to text, p_before timestamptz, p_limit integer) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  with taken as (
    delete from tenant_latency where ctid = any(array(
      select l.ctid from tenant_latency l join tenants t on t.tenant_id = l.tenant_id
      where l.span = p_from and l.starts_at < p_before
      -- A tenant that is being deleted is left to that.
      order by l.starts_at limit p_limit for update of l skip locked for key share of t skip locked))
    returning tenant_id, starts_at, numbers
  ), sums as (
    select t.tenant_id, date_trunc(p_to, t.starts_at, 'UTC') as starts_at, array[
      sum(t.numbers[1]), sum(t.numbers[2]), sum(t.numbers[3]), sum(t.numbers[4]), sum(t.numbers[5]), sum(t.numbers[6]),
      sum(t.numbers[7]), sum(t.numbers[8]), sum(t.numbers[9]), sum(t.numbers[10]), sum(t.numbers[11]), sum(t.numbers[12]),
      sum(t.numbers[13]), sum(t.numbers[14])]::bigint[] as numbers
    from taken t
    where p_to is not null
    group by 1, 2
  ), added as (
    insert into tenant_latency as known (tenant_id, span, starts_at, source, numbers)
    select s.tenant_id, p_to, s.starts_at, '00000000-0000-0000-0000-000000000000'::uuid, s.numbers
    from sums s order by 1, 3
    on conflict (tenant_id, span, starts_at, source) do update set numbers = (
      select array_agg(b.old + b.more order by b.place)
      from unnest(known.numbers, excluded.numbers) with ordinality as b(old, more, place))
  )
  select count(*) from taken
$$
