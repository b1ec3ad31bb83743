-- Each entry carries the hash of the one before it in its tenant: what is changed or taken out later no longer fits. Entries of a
-- tenant are written one after the other.
create or replace function chain_audit_row() returns trigger
language plpgsql volatile as $$
declare
  last record;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit:' || new.tenant_id, 0));
  select number, hash into last from audit_log where tenant_id = new.tenant_id order by number desc limit 1;
  new.number := coalesce(last.number, 0) + 1;
  new.at := clock_timestamp();
  new.previous_hash := coalesce(last.hash, '\x'::bytea);
  new.hash := sha256(new.previous_hash || convert_to(concat_ws('|', new.tenant_id, new.number, extract(epoch from new.at),
    new.actor_type, new.actor_id, new.action, new.target_type, new.target_id, new.detail, new.request_id), 'UTF8'));
  return new;
end
$$
