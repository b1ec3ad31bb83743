-- Appends a batch of events to their conversations: locks each, judges each item (unknown, repeated, closed, forbidden …), numbers
-- what is accepted and writes events, outbox and heads. One statement for whole batches of the hot path: see docs/decisions/0003.
-- Joins by hash and by merge are off, because a plan made for small tables would be kept for large ones. `judged` is materialised
-- because its outcome is read in six places, the heads lest they are worked out for each conversation of the tenant.
-- What a list shows of a longer text comes with it (`preview`); the release before sends none.
create or replace function append_events(p_tenant uuid, p_items jsonb)
returns table (
  ordinal integer, outcome text, event_id uuid, seq bigint, public_seq bigint, public_head bigint, head bigint,
  actor_name text, created_at timestamptz
)
language plpgsql volatile set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  v_now timestamptz;
begin
  perform set_config('app.tenant_id', p_tenant::text, true);
  perform from conversations c
  where c.tenant_id = p_tenant and c.id = any(array(
    select (i ->> 'conversationId')::uuid from jsonb_array_elements(p_items) i))
  order by c.id for no key update;
  v_now := date_trunc('milliseconds', clock_timestamp());
  return query
  with item as (
    select i.ordinality::integer as ordinal, r.*,
      row_number() over (partition by r."conversationId", r."actorId", r."clientMessageId" order by i.ordinality) as repetition
    from jsonb_array_elements(p_items) with ordinality i,
      jsonb_to_record(i.value) as r("conversationId" uuid, id uuid, kind text, "isPublic" boolean, "actorType" text,
        "actorId" uuid, "actorName" text, "clientMessageId" uuid, data jsonb, "expectedSeq" bigint, preview text)
  ),
  judged as materialized (
    select item.*, c.last_seq, c.last_public_seq, known.seq as known_seq, known.public_seq as known_public_seq,
      known.id as known_id, known.created_at as known_at, known.actor_name as known_name,
      writer.name as writer_name,
      case
        when c.id is null or (item."actorType" = 'customer' and c.customer_id <> item."actorId") then 'not_found'
        when writer.is_shut_out then 'forbidden'
        when known.id is not null or (item."clientMessageId" is not null and item.repetition > 1) then 'duplicate'
        when item.kind = 'message.created' and c.status = 'closed' then 'closed'
        when item.kind in ('note.created', 'whisper') and c.status = 'closed' and exists (
          select from customers o where o.tenant_id = p_tenant and o.id = c.customer_id and o.erased_at is not null
        ) then 'closed'
        when item.kind = 'message.created' and c.status = 'snoozed' and item."actorType" = 'customer' then 'snoozed'
        when item."expectedSeq" is not null and (
          exists (
            select from events e
            where e.tenant_id = p_tenant and e.conversation_id = c.id and e.seq > item."expectedSeq"
              and e.kind = 'message.created' and e.actor_id is distinct from item."actorId")
          or exists (
            select from item earlier
            where earlier."conversationId" = item."conversationId" and earlier.ordinal < item.ordinal
              and earlier.kind = 'message.created' and earlier."actorId" is distinct from item."actorId")
        ) then 'conflict'
        when item.data ? 'replyToSeq' and jsonb_typeof(item.data -> 'replyToSeq') = 'number' and not exists (
          select from events e
          where e.tenant_id = p_tenant and e.conversation_id = c.id and e.seq = (item.data ->> 'replyToSeq')::bigint
            and (e.kind = 'message.created' or (e.kind = 'note.created' and not item."isPublic"))
        ) then 'invalid_reply'
        else 'appended'
      end as outcome
    from item
    left join lateral (
      select c.id, c.customer_id, c.status, c.last_seq, c.last_public_seq from conversations c
      where c.tenant_id = p_tenant and c.id = item."conversationId" limit 1
    ) c on true
    left join lateral (
      select e.id, e.seq, e.public_seq, e.actor_name, e.created_at from events e
      where e.tenant_id = p_tenant and e.client_message_id = item."clientMessageId" and e.actor_id = item."actorId"
        and e.conversation_id is not distinct from item."conversationId" limit 1
    ) known on true
    left join lateral (
      select cu.name, cu.banned_at is not null or cu.erased_at is not null as is_shut_out from customers cu
      where item."actorType" = 'customer' and cu.tenant_id = p_tenant and cu.id = item."actorId"
      union all
      select u.name, u.disabled_at is not null from users u
      where item."actorType" = 'agent' and u.tenant_id = p_tenant and u.id = item."actorId"
      limit 1
    ) writer on true
  ),
  numbered as (
    select judged.*,
      case when judged.outcome = 'appended' then judged.id end as new_id,
      case when judged.outcome = 'appended'
        then judged.last_seq + count(*) filter (where judged.outcome = 'appended') over conversation end as new_seq,
      case when judged.outcome = 'appended'
        then judged.last_public_seq + count(*) filter (where judged.outcome = 'appended' and judged."isPublic") over conversation
        end as new_public_head,
      case when judged.outcome = 'appended' then coalesce(judged."actorName", judged.writer_name, 'System') end as new_actor_name
    from judged
    window conversation as (partition by judged."conversationId" order by judged.ordinal)
  ),
  stored as (
    insert into events (tenant_id, conversation_id, seq, public_seq, id, kind, actor_type, actor_id, actor_name,
      client_message_id, data, created_at)
    select p_tenant, n."conversationId", n.new_seq, case when n."isPublic" then n.new_public_head end, n.id, n.kind,
      n."actorType", n."actorId", n.new_actor_name, n."clientMessageId", n.data, v_now
    from numbered n where n.outcome = 'appended'
  ),
  told as (
    insert into outbox (tenant_id, conversation_id, seq, topic)
    select p_tenant, n."conversationId", n.new_seq, 'conversation.event'
    from numbered n where n.outcome = 'appended' order by n.ordinal
  ),
  heads as materialized (
    select n."conversationId", max(n.new_seq) as head, max(n.new_public_head) as public_head,
      (array_agg(jsonb_build_object(
        'seq', n.new_seq, 'kind', case n.kind when 'note.created' then 'note' else 'text' end,
        'author', jsonb_build_object('type', n."actorType", 'id', n."actorId", 'name', n.new_actor_name),
        'body', coalesce(n.preview, left(n.data ->> 'body', 200)), 'createdAt', to_char(v_now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      ) order by n.ordinal desc) filter (where n.kind in ('message.created', 'note.created')))[1] as preview,
      (array_agg(n."actorType" = 'customer' order by n.ordinal desc) filter (
        where n.kind = 'message.created' and n."actorType" in ('customer', 'agent', 'assistant')))[1] as waits
    from numbered n where n.outcome = 'appended' group by n."conversationId"
  ),
  headed as (
    update conversations c
    set last_seq = h.head, last_public_seq = h.public_head, updated_at = v_now, changed_xid = pg_current_xact_id(),
      last_message = coalesce(h.preview, c.last_message),
      news_at = case when h.preview is null then c.news_at else v_now end,
      waiting_since = case when h.waits is null then c.waiting_since when h.waits then coalesce(c.waiting_since, v_now) end
    from heads h
    where c.tenant_id = p_tenant and c.id = h."conversationId"
  ),
  answered as (
    select n.*, first_value(n.new_id) over same as first_id, first_value(n.new_seq) over same as first_seq,
      first_value(case when n."isPublic" then n.new_public_head end) over same as first_public_seq,
      first_value(n.new_actor_name) over same as first_name
    from numbered n
    window same as (partition by n."conversationId", n."actorId", n."clientMessageId" order by n.ordinal)
  )
  select a.ordinal, a.outcome,
    coalesce(a.new_id, a.known_id, case when a.outcome = 'duplicate' then a.first_id end),
    coalesce(a.new_seq, a.known_seq, case when a.outcome = 'duplicate' then a.first_seq end),
    case when a.new_id is not null then (case when a."isPublic" then a.new_public_head end)
      else coalesce(a.known_public_seq, case when a.outcome = 'duplicate' then a.first_public_seq end) end,
    coalesce(a.new_public_head, a.last_public_seq),
    coalesce(a.new_seq, a.last_seq),
    coalesce(a.new_actor_name, a.known_name, case when a.outcome = 'duplicate' then a.first_name end),
    case when a.new_id is not null then v_now else coalesce(a.known_at, case when a.outcome = 'duplicate' and a.first_id is not null then v_now end) end
  from answered a
  order by a.ordinal;
end
$$
