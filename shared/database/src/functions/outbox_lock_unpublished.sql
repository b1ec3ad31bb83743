-- Rows that whoever wrote them did not publish in time, for one relay at a time.
create or replace function outbox_lock_unpublished(p_age interval, p_limit integer)
returns table (tenant_id uuid, id bigint, conversation_id uuid, seq bigint, topic text, payload jsonb)
language sql volatile security definer set search_path = public, pg_temp as $$
  select o.tenant_id, o.id, o.conversation_id, o.seq, o.topic, o.payload from outbox o
  where o.published_at is null and o.created_at < clock_timestamp() - p_age
  order by o.id limit p_limit for update skip locked
$$
