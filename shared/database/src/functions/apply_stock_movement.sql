-- The only writer of stock levels: each movement changes its level in the same statement, and fails with it.
create or replace function apply_stock_movement() returns trigger
language plpgsql volatile set search_path = public, pg_temp as $$
begin
  insert into commerce.stock_levels (tenant_id, variant_id, location_id, on_hand, allocated, changed_at)
  values (new.tenant_id, new.variant_id, new.location_id, 0, 0, new.created_at)
  on conflict do nothing;
  update commerce.stock_levels set
    on_hand = on_hand + new.on_hand_change,
    allocated = allocated + new.allocated_change,
    changed_at = new.created_at
  where tenant_id = new.tenant_id and variant_id = new.variant_id and location_id = new.location_id;
  return null;
end
$$
