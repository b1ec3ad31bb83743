-- A page of a tenant's conversations whose vectors a collection lacks, or of all of them, each with a task that makes all its
-- vectors again; one that is open for another reason becomes such a task: others read only what is new.
create or replace function search_catch_up(
  p_tenant uuid, p_collection text, p_all boolean, p_after uuid, p_limit integer
)
returns table (last_id uuid, opened bigint)
language sql volatile security definer set search_path = public, pg_temp as $$
  with page as (
    select distinct d.conversation_id as id from search_documents d
    where d.tenant_id = p_tenant and (p_after is null or d.conversation_id > p_after)
      and (p_all or (d.collection is distinct from p_collection and d.collection is distinct from 'none'))
    order by d.conversation_id limit p_limit
  ), opened as (
    insert into tasks as known (tenant_id, id, name, payload, priority, dedup_key, due_at)
    select p_tenant, gen_random_uuid(), 'search.index',
      jsonb_build_object('conversationId', p.id, 'reason', 'requested'), 2, p.id::text, now()
    from page p order by p.id::text
    on conflict (tenant_id, name, dedup_key) where finished_at is null and dedup_key is not null
      do update set payload = excluded.payload, version = known.version + 1
      where known.payload ->> 'reason' <> 'requested'
    returning 1
  )
  select (select p.id from page p order by p.id desc limit 1), (select count(*) from opened)
$$
