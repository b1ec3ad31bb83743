-- Who waits in each tenant's queue, and how many stand before: those that are at most p_most from its head.
create or replace function queue_positions(p_most integer)
returns table (tenant_id uuid, conversation_id uuid, ahead integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.tenant_id, p.conversation_id, p.ahead
  from (
    select q.tenant_id, q.conversation_id,
      (row_number() over (partition by q.tenant_id order by q.priority desc, q.enqueued_at, q.conversation_id) - 1)::int as ahead
    from chat_queue q
  ) p
  where p.ahead < p_most
$$
