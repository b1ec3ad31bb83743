-- The tenant's customers whose words begin with all that is asked for, or whose number begins with it; last seen first.
-- Over row security, because below it no index on words may be used: the tenant is that of the transaction, as in its policies.
create or replace function find_customers(p_text text, p_limit integer) returns table (customer_id uuid)
language plpgsql stable security definer rows 20 set search_path = public, pg_temp as $$
declare
  v_tenant constant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  v_digits constant text := ltrim(regexp_replace(replace(p_text, '(0)', ''), '\D', '', 'g'), '0');
  v_words text;
  v_number text;
  v_query tsquery;
begin
  -- Quoted as a tsquery wants it: addresses may have apostrophes. A longer word is more than a tsquery takes, and than any name has.
  select string_agg(format('''%s:%s'':*', v_tenant, replace(replace(left(word, 300), '\', '\\'), '''', '''''')), ' & ') into v_words
  from regexp_split_to_table(fold_text(p_text), '\s+') token
  cross join regexp_split_to_table(token, case when token like '%@%' then '$^' else '[^[:alnum:]]+' end collate "pg_c_utf8") word
  where word not in ('', '@');
  if p_text ~ '^[-+0-9()/. ]+$' and length(v_digits) >= 3 then
    v_number := format('''%s:#%s'':*', v_tenant, v_digits);
  end if;
  v_query := concat_ws(' | ', v_words, v_number)::tsquery;
  return query
  select found.id from (
    select c.id, c.last_seen_at from customers c
    where customer_words(c.tenant_id, c.name, c.email, c.phone) @@ v_query and c.tenant_id = v_tenant and c.erased_at is null
    limit 2000
  ) found
  order by found.last_seen_at desc nulls last, found.id desc limit p_limit;
end
$$
