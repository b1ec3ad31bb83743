-- Conversations that wait to be indexed, of all tenants.
create or replace function search_index_backlog() returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) from tasks t where t.name = 'search.index' and t.finished_at is null
$$
