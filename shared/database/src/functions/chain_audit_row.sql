-- Each entry carries the hash of the one before it in its tenant: what is changed or taken out later no longer fits. The number and
-- hash of the last entry stand apart (audit_heads), where nobody but this function writes: whoever may add entries can neither begin
-- the chain anew nor cut off its end. What is hashed is a JSON array, because no two different entries have the same one. Entries of a tenant are written one after the other, because each locks the head.
create or replace function chain_audit_row() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  last record;
begin
  select number, hash into last from audit_heads where tenant_id = new.tenant_id for no key update;
  if not found then
    insert into audit_heads (tenant_id, number, hash) values (new.tenant_id, 0, '\x') on conflict do nothing;
    select number, hash into last from audit_heads where tenant_id = new.tenant_id for no key update;
  end if;
  new.number := last.number + 1;
  new.at := clock_timestamp();
  new.previous_hash := last.hash;
  new.hash := sha256(new.previous_hash || convert_to(jsonb_build_array(new.tenant_id, new.number, extract(epoch from new.at),
    new.actor_type, new.actor_id, new.action, new.target_type, new.target_id, new.detail, new.request_id)::text, 'UTF8'));
  update audit_heads set number = new.number, hash = new.hash where tenant_id = new.tenant_id;
  return new;
end
$$
