-- A page of all conversations that have something to find, tenant by tenant, each with a task to index it; the last one goes on.
create or replace function search_reindex(p_tenant uuid, p_after uuid, p_limit integer)
returns table (last_tenant uuid, last_id uuid, opened bigint)
language sql volatile security definer set search_path = public, pg_temp as $$
  with page as (
    select c.tenant_id, c.id, c.last_message is not null as has_messages from conversations c
    where p_tenant is null or (c.tenant_id, c.id) > (p_tenant, p_after)
    order by c.tenant_id, c.id limit p_limit
  ), opened as (
    insert into tasks as known (tenant_id, id, name, payload, priority, dedup_key, due_at)
    select p.tenant_id, gen_random_uuid(), 'search.index',
      jsonb_build_object('conversationId', p.id, 'reason', 'requested'), 2, p.id::text, now()
    from page p where p.has_messages order by p.tenant_id, p.id::text
    on conflict (tenant_id, name, dedup_key) where finished_at is null and dedup_key is not null
      do update set payload = excluded.payload, version = known.version + 1
    returning 1
  ), last as (select p.tenant_id, p.id from page p order by p.tenant_id desc, p.id desc limit 1)
  select (select l.tenant_id from last l), (select l.id from last l), (select count(*) from opened)
$$
