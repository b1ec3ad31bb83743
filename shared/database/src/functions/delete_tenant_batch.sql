-- Removes the next rows of a tenant, at most so many, those first that nothing left refers to; how many. No list of tables has to be
-- repeated for each new one. Nobody who still writes is kept from it: the tenant's own row, and what was written meanwhile, is left
-- to delete_tenant, which locks them out.
create or replace function delete_tenant_batch(p_tenant uuid, p_limit integer) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_left oid[];
  v_table oid;
  v_order text;
  v_removed bigint := 0;
  v_count bigint;
begin
  select array_agg(c.oid) into v_left
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relnamespace in (select n.oid from pg_namespace n where n.nspname in ('public', 'commerce')) and c.relkind = 'r' and c.oid <> 'tenants'::regclass;
  while cardinality(v_left) > 0 and v_removed < p_limit loop
    v_table := null;
    select t into v_table from unnest(v_left) t
    where not exists (
      select from pg_constraint k
      where k.contype = 'f' and k.confrelid = t and k.conrelid <> t and k.conrelid = any(v_left))
    limit 1;
    if v_table is null then
      raise exception 'tables refer to each other in a circle: %', v_left::regclass[];
    end if;
    -- Ids are made in order of time: what was written together lies together on disk, so that a batch changes few pages.
    select 'order by id' into v_order from pg_index i
    where i.indrelid = v_table and i.indpred is null and i.indnatts = 2 and (
      select array_agg(a.attname order by k.place) from unnest(i.indkey) with ordinality k(number, place)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number) = array['tenant_id', 'id']::name[]
    limit 1;
    execute format(
      'delete from %1$s where tenant_id = $1 and ctid = any(array(select ctid from %1$s where tenant_id = $1 %2$s limit $2))',
      v_table::regclass, coalesce(v_order, '')) using p_tenant, p_limit - v_removed;
    get diagnostics v_count = row_count;
    v_removed := v_removed + v_count;
    v_left := array_remove(v_left, v_table);
  end loop;
  return v_removed;
end
$$
