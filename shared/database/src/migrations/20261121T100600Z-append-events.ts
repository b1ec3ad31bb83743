import { sql, type Kysely } from "kysely";

/**
 * Appends a batch of one tenant in one transaction: see docs/decisions/0003. Items are JSON objects
 * {conversationId, id, kind, isPublic, actorType, actorId, actorName?, clientMessageId?, data, expectedSeq?}; one row
 * comes back per item, in their order. Outcomes: appended, duplicate, not_found, closed, conflict, invalid_reply.
 *
 * Two statements on purpose: the second one's snapshot is taken when all rows are locked, so a repeat that committed
 * while this call waited is seen. Locks are taken in id order, so that two batches never wait for each other in a circle.
 *
 * Every table is reached row by row, by its key. The planner takes a batch for 100 rows and would read whole tables to join
 * them: hence the settings, and the lateral sub-selects, whose limit keeps row security from turning them into joins again. A
 * comparison that no index can serve (is not distinct from) keeps the search for repeats off the primary key, which would
 * read a conversation from its beginning.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function append_events(p_tenant uuid, p_items jsonb)
    returns table (
      ordinal integer, outcome text, event_id uuid, seq bigint, public_seq bigint, public_head bigint, head bigint,
      actor_name text, created_at timestamptz
    )
    language plpgsql security invoker
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
    #variable_conflict use_column
    declare
      v_now timestamptz;
      v_conversation uuid;
    begin
      perform set_config('app.tenant_id', p_tenant::text, true);
      for v_conversation in
        select distinct (i ->> 'conversationId')::uuid from jsonb_array_elements(p_items) i order by 1
      loop
        perform from conversations c where c.tenant_id = p_tenant and c.id = v_conversation for no key update;
      end loop;
      v_now := date_trunc('milliseconds', clock_timestamp());
      return query
      with item as (
        select i.ordinality::integer as ordinal, r.*,
          row_number() over (partition by r."conversationId", r."actorId", r."clientMessageId" order by i.ordinality) as repetition
        from jsonb_array_elements(p_items) with ordinality i,
          jsonb_to_record(i.value) as r("conversationId" uuid, id uuid, kind text, "isPublic" boolean, "actorType" text,
            "actorId" uuid, "actorName" text, "clientMessageId" uuid, data jsonb, "expectedSeq" bigint)
      ),
      judged as (
        select item.*, c.last_seq, c.last_public_seq, known.seq as known_seq, known.public_seq as known_public_seq,
          known.id as known_id, known.created_at as known_at, known.actor_name as known_name,
          case
            when c.id is null or (item."actorType" = 'customer' and c.customer_id <> item."actorId") then 'not_found'
            when known.id is not null or (item."clientMessageId" is not null and item.repetition > 1) then 'duplicate'
            when item.kind = 'message.created' and c.status = 'closed' then 'closed'
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
      ),
      numbered as (
        select judged.*,
          judged.last_seq + row_number() over conversation as new_seq,
          judged.last_public_seq + count(*) filter (where judged."isPublic") over conversation as new_public_head,
          coalesce(judged."actorName", case judged."actorType"
            when 'agent' then (select u.name from users u where u.tenant_id = p_tenant and u.id = judged."actorId")
            when 'customer' then (select cu.name from customers cu where cu.tenant_id = p_tenant and cu.id = judged."actorId")
          end, 'System') as new_actor_name
        from judged
        where judged.outcome = 'appended'
        window conversation as (partition by judged."conversationId" order by judged.ordinal)
      ),
      stored as (
        insert into events (tenant_id, conversation_id, seq, public_seq, id, kind, actor_type, actor_id, actor_name,
          client_message_id, data, created_at)
        select p_tenant, n."conversationId", n.new_seq, case when n."isPublic" then n.new_public_head end, n.id, n.kind,
          n."actorType", n."actorId", n.new_actor_name, n."clientMessageId", n.data, v_now
        from numbered n
      ),
      told as (
        insert into outbox (tenant_id, conversation_id, seq, topic)
        select p_tenant, n."conversationId", n.new_seq, 'conversation.event' from numbered n order by n.ordinal
      ),
      spoken as (
        select distinct on (n."conversationId") n."conversationId", jsonb_build_object(
          'seq', n.new_seq, 'kind', case n.kind when 'note.created' then 'note' else 'text' end,
          'author', jsonb_build_object('type', n."actorType", 'id', n."actorId", 'name', n.new_actor_name),
          'body', left(n.data ->> 'body', 200), 'createdAt', to_char(v_now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        ) as preview
        from numbered n where n.kind in ('message.created', 'note.created')
        order by n."conversationId", n.ordinal desc
      ),
      answered as (
        select distinct on (n."conversationId") n."conversationId", n."actorType" = 'customer' as waits
        from numbered n where n.kind = 'message.created' and n."actorType" in ('customer', 'agent', 'assistant')
        order by n."conversationId", n.ordinal desc
      ),
      headed as (
        update conversations c
        set last_seq = h.head, last_public_seq = h.public_head, updated_at = v_now, changed_xid = pg_current_xact_id(),
          last_message = coalesce(s.preview, c.last_message),
          waiting_since = case when a.waits is null then c.waiting_since when a.waits then coalesce(c.waiting_since, v_now) end
        from (
          select n."conversationId", max(n.new_seq) as head, max(n.new_public_head) as public_head
          from numbered n group by n."conversationId"
        ) h
        left join spoken s using ("conversationId")
        left join answered a using ("conversationId")
        where c.tenant_id = p_tenant and c.id = h."conversationId"
      )
      select j.ordinal, j.outcome,
        coalesce(n.id, j.known_id, first.id),
        coalesce(n.new_seq, j.known_seq, first.new_seq),
        case when n.id is not null then (case when n."isPublic" then n.new_public_head end)
          else coalesce(j.known_public_seq, case when first."isPublic" then first.new_public_head end) end,
        coalesce(n.new_public_head, j.last_public_seq),
        coalesce(n.new_seq, j.last_seq),
        coalesce(n.new_actor_name, j.known_name, first.new_actor_name),
        coalesce(case when n.id is not null then v_now end, j.known_at, case when first.id is not null then v_now end)
      from judged j
      left join numbered n on n.ordinal = j.ordinal
      left join numbered first on j.outcome = 'duplicate' and j.known_id is null and first.repetition = 1
        and first."conversationId" = j."conversationId" and first."actorId" = j."actorId"
        and first."clientMessageId" = j."clientMessageId"
      order by j.ordinal;
    end
    $$`.execute(db);
  await sql`revoke execute on function append_events from public`.execute(db);
  await sql`grant execute on function append_events to chorus_app`.execute(db);
}
