-- Writes down what has to be done. A task whose dedup key is open already is not opened again: it becomes due when the earlier of
-- the two is, keeps its payload and counts a version up, so that whoever works on it at that moment does not finish it.
-- Requests that may settle (settles_by) put each other off, up to that time, and yield to one that may not.
-- Waits for whoever is just finishing the open one, and opens the next then: nothing falls between the two.
create or replace function tasks_enqueue(p_tasks jsonb, p_now timestamptz)
returns table (tenant_id uuid, id uuid, name text, due_at timestamptz, is_new boolean)
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into tasks as known
    (tenant_id, id, name, payload, first_seq, priority, dedup_key, due_at, settles_by, created_at)
  select coalesce(t."tenantId", nullif(current_setting('app.tenant_id', true), '')::uuid), t.id, t.name, t.payload,
    t."firstSeq", t.priority, t."dedupKey", t."dueAt", t."settlesBy", p_now
  from jsonb_to_recordset(p_tasks) as t(
    "tenantId" uuid, id uuid, name text, payload jsonb, "firstSeq" bigint, priority smallint, "dedupKey" text,
    "dueAt" timestamptz, "settlesBy" timestamptz)
  -- The same order for everybody: nobody waits in a circle.
  order by 1, t.name, t."dedupKey"
  on conflict (tenant_id, name, dedup_key) where finished_at is null and dedup_key is not null
    do update set
      due_at = case
        when known.claimed_until > p_now then excluded.due_at
        when known.settles_by is not null and excluded.settles_by is not null
          then least(greatest(known.due_at, excluded.due_at), known.settles_by)
        else least(known.due_at, excluded.due_at) end,
      settles_by = case
        when excluded.settles_by is null then null
        when known.claimed_until > p_now then excluded.settles_by
        else known.settles_by end,
      payload = case when known.settles_by is not null then excluded.payload else known.payload end,
      first_seq = least(known.first_seq, excluded.first_seq),
      priority = least(known.priority, excluded.priority),
      version = known.version + 1
  returning known.tenant_id, known.id, known.name, known.due_at, known.version = 1
$$
