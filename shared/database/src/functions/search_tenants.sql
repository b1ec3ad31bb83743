-- A page of tenants with what a collection has of each and what it lacks.
create or replace function search_tenants(p_collection text, p_after uuid, p_limit integer)
returns table (tenant_id uuid, indexed bigint, missing bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.tenant_id,
    count(*) filter (where d.collection = p_collection),
    count(*) filter (where d.tenant_id is not null
      and d.collection is distinct from p_collection and d.collection is distinct from 'none')
  from (
    select n.tenant_id from tenants n where p_after is null or n.tenant_id > p_after order by n.tenant_id limit p_limit) t
  left join search_documents d on d.tenant_id = t.tenant_id
  group by t.tenant_id order by t.tenant_id
$$
