-- Writes down how attempts ended, for whoever still holds the fence; who has lost it changes nothing and gets no row back.
-- finish: it has been done; asked for again since the version that was read, it stays open instead.
-- continue: there is more to do later, counted from the beginning. release: the attempt does not count.
-- retry: it failed and is tried again at its due time. bury: it failed for the last time.
create or replace function tasks_settle(p_changes jsonb, p_now timestamptz)
returns table (id uuid, is_open boolean, due_at timestamptz)
language sql volatile set search_path = public, pg_temp as $$
  update tasks t set
    finished_at = case when c.action = 'bury' or c.action = 'finish' and t.version = c.version then p_now end,
    outcome = case when c.action = 'finish' and t.version = c.version then c.outcome end,
    is_dead = c.action = 'bury',
    last_error = case when c.action in ('retry', 'bury') then c.error else t.last_error end,
    attempts = case
      when c.action in ('finish', 'continue') then 0
      when c.action = 'release' then greatest(t.attempts - 1, 0)
      else t.attempts end,
    due_at = coalesce(c."dueAt", t.due_at),
    payload = coalesce(c.payload, t.payload),
    claimed_until = null,
    fence = t.fence + 1
  from jsonb_to_recordset(p_changes) as c(
    id uuid, fence bigint, version integer, action text, outcome text, "dueAt" timestamptz, error text, payload jsonb)
  where t.tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)
    and t.id = c.id and t.fence = c.fence and t.finished_at is null
  returning t.id, t.finished_at is null, t.due_at
$$
