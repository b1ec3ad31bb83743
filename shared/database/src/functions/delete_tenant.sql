-- A tenant with all that is left of it. Those tables go first that nothing left refers to, so that no list has to be repeated for each
-- new one. Others may still be writing: whoever appends locks the conversation first, and whoever adds anything else refers to the
-- tenant's row. Both are locked before anything is deleted, in that order, which is also theirs. What gets between the two locks
-- breaks a reference or waits in a circle; then it is begun again. That it is gone is written down in the same transaction.
create or replace function delete_tenant(p_tenant uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_left oid[];
  v_table oid;
  v_attempt integer := 0;
begin
  loop
    v_attempt := v_attempt + 1;
    begin
      perform from conversations c where c.tenant_id = p_tenant order by c.id for update;
      perform from tenants t where t.tenant_id = p_tenant for update;
      perform record_tenant_deletion(p_tenant);
      select array_agg(c.oid) into v_left
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      where c.relnamespace in (select n.oid from pg_namespace n where n.nspname in ('public', 'commerce')) and c.relkind = 'r';
      while cardinality(v_left) > 0 loop
        v_table := null;
        select t into v_table from unnest(v_left) t
        where not exists (
          select from pg_constraint k
          where k.contype = 'f' and k.confrelid = t and k.conrelid <> t and k.conrelid = any(v_left))
        limit 1;
        if v_table is null then
          raise exception 'tables refer to each other in a circle: %', v_left::regclass[];
        end if;
        execute format('delete from %s where tenant_id = $1', v_table::regclass) using p_tenant;
        v_left := array_remove(v_left, v_table);
      end loop;
      return;
    exception when foreign_key_violation or deadlock_detected then
      if v_attempt >= 10 then
        raise;
      end if;
    end;
  end loop;
end
$$
