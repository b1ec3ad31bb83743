-- next becomes active once everybody knows it, active becomes previous and still verifies, previous becomes retired after a time.
create or replace function advance_signing_keys(p_known_after interval, p_kept_for interval) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('signing_keys', 0));
  update signing_keys set state = 'retired', changed_at = clock_timestamp()
  where state = 'previous' and changed_at < clock_timestamp() - p_kept_for;
  update signing_keys set state = 'previous', changed_at = clock_timestamp()
  where state = 'active' and exists (
    select from signing_keys where state = 'next' and created_at <= clock_timestamp() - p_known_after);
  update signing_keys set state = 'active', changed_at = clock_timestamp()
  where state = 'next' and created_at <= clock_timestamp() - p_known_after
$$
