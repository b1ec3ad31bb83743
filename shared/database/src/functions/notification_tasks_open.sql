-- For chat-service of the release before: what it asks for becomes a task like all others. Goes in the next release.
create or replace function notification_tasks_open(p_tasks jsonb)
returns table (tenant_id uuid, id uuid, due_at timestamptz)
language sql volatile security definer set search_path = public, pg_temp as $$
  with wanted as (
    select jsonb_agg(jsonb_build_object(
      'tenantId', t."tenantId", 'id', t.id, 'name', 'notification.decide', 'firstSeq', t."firstSeq", 'priority', 1,
      'payload', jsonb_build_object('kind', t.kind, 'conversationId', t."conversationId", 'subjectId', t."subjectId"),
      'dedupKey', case when t.kind in ('message.unread', 'conversation.waiting') then t.kind || '.' || t."conversationId" end,
      'dueAt', t."dueAt")) as tasks
    from jsonb_to_recordset(p_tasks) as t(
      "tenantId" uuid, id uuid, kind text, "conversationId" uuid, "subjectId" uuid, "firstSeq" bigint,
      "dueAt" timestamptz)
  )
  select e.tenant_id, e.id, e.due_at from wanted w cross join lateral tasks_enqueue(w.tasks, clock_timestamp()) e
$$
