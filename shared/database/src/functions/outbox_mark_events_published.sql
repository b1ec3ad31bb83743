-- The same, by what the writer of an event knows of it.
create or replace function outbox_mark_events_published(p_events jsonb) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update outbox o set published_at = clock_timestamp()
  from jsonb_to_recordset(p_events) as e("tenantId" uuid, "conversationId" uuid, seq bigint)
  where o.published_at is null and o.tenant_id = e."tenantId" and o.conversation_id = e."conversationId" and o.seq = e.seq
$$
