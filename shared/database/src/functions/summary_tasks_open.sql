-- For chat-service and summary-engine of the release before: what they ask for becomes a task like all others. Goes in the next
-- release. A pause is over two minutes after the message, and is waited for ten minutes at most.
create or replace function summary_tasks_open(p_tasks jsonb)
returns table (tenant_id uuid, id uuid, kind text, due_at timestamptz)
language sql volatile security definer set search_path = public, pg_temp as $$
  with wanted as (
    select jsonb_agg(jsonb_build_object(
      'tenantId', t."tenantId", 'id', t.id, 'name', case t.kind when 'index' then 'search.index' else 'summary.make' end,
      'payload', jsonb_build_object('conversationId', t."conversationId", 'reason', t.reason), 'priority', 1,
      'dedupKey', t."conversationId", 'dueAt', t."dueAt",
      'settlesBy', case when t.reason = 'paused' then t."dueAt" + interval '8 minutes' end)) as tasks
    from jsonb_to_recordset(p_tasks) as t(
      "tenantId" uuid, id uuid, kind text, "conversationId" uuid, reason text, "dueAt" timestamptz)
  )
  select e.tenant_id, e.id, case e.name when 'search.index' then 'index' else 'summarise' end, e.due_at
  from wanted w cross join lateral tasks_enqueue(w.tasks, clock_timestamp()) e
$$
