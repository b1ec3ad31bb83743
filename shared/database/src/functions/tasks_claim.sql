-- Takes up what is due of the transaction's tenant: the attempt is counted and the fence moved on before the work begins. What has
-- used up its attempts, the last of which ended without a word, becomes a dead letter instead. Answers are in order of priority.
create or replace function tasks_claim(
  p_name text, p_now timestamptz, p_lease_ms integer, p_limit integer, p_max_attempts integer
)
returns table (
  id uuid, payload jsonb, first_seq bigint, attempts integer, fence bigint, version integer, created_at timestamptz,
  due_at timestamptz, is_dead boolean
)
language sql volatile set search_path = public, pg_temp as $$
  with due as (
    select d.tenant_id, d.id from generate_series(0, 2) p(priority)
    cross join lateral (
      select t.tenant_id, t.id from tasks t
      where t.tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)
        and t.name = p_name and t.priority = p.priority and t.finished_at is null and t.due_at <= p_now
        and (t.claimed_until is null or t.claimed_until <= p_now)
      order by t.due_at limit p_limit for update skip locked
    ) d
    limit p_limit
  ), claimed as (
    update tasks t set
      attempts = case when t.attempts < p_max_attempts then t.attempts + 1 else t.attempts end,
      fence = t.fence + 1,
      claimed_until = case when t.attempts < p_max_attempts then p_now + make_interval(secs => p_lease_ms / 1000.0) end,
      finished_at = case when t.attempts < p_max_attempts then null else p_now end,
      is_dead = t.attempts >= p_max_attempts,
      last_error = case when t.attempts < p_max_attempts then t.last_error else coalesce(t.last_error, 'the worker ended') end
    from due
    where t.tenant_id = due.tenant_id and t.id = due.id
    returning t.id, t.payload, t.first_seq, t.attempts, t.fence, t.version, t.created_at, t.due_at, t.is_dead, t.priority
  )
  select c.id, c.payload, c.first_seq, c.attempts, c.fence, c.version, c.created_at, c.due_at, c.is_dead
  from claimed c order by c.priority, c.due_at
$$
