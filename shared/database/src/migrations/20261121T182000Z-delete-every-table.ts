import { sql, type Kysely } from "kysely";

/**
 * Deletes a company from every table that has a tenant, those first that nothing left refers to. Earlier versions carried a list,
 * which each new table had to repeat and two at the same time could not.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function delete_tenant(p_tenant uuid) returns void language plpgsql volatile security definer
    set search_path = public, pg_temp as $$
    declare
      v_left oid[];
      v_table oid;
    begin
      select array_agg(c.oid) into v_left
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r';
      while cardinality(v_left) > 0 loop
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
        v_table := null;
      end loop;
    end
    $$`.execute(db);
}
