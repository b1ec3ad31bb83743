-- Rows of which nobody has yet written down what follows, with what their event was; for one dispatcher at a time.
create or replace function outbox_lock_undispatched(p_limit integer)
returns table (
  tenant_id uuid, id bigint, conversation_id uuid, seq bigint, topic text, payload jsonb,
  event_kind text, actor_type text, created_at timestamptz
)
language sql volatile security definer set search_path = public, pg_temp as $$
  select o.tenant_id, o.id, o.conversation_id, o.seq, o.topic, o.payload, e.kind, e.actor_type, o.created_at
  from outbox o
  left join events e on e.tenant_id = o.tenant_id and e.conversation_id = o.conversation_id and e.seq = o.seq
  where o.dispatched_at is null order by o.id limit p_limit for update of o skip locked
$$
