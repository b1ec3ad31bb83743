-- Refuses to change a stock level by any other way than a movement, whose trigger is then the one around this.
create or replace function keep_stock_moved() returns trigger
language plpgsql volatile set search_path = public, pg_temp as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'stock levels change by stock movements alone' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$
