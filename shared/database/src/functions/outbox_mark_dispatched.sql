-- What follows from them was written down as tasks.
create or replace function outbox_mark_dispatched(p_ids bigint[]) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update outbox set dispatched_at = clock_timestamp() where id = any(p_ids) and dispatched_at is null
$$
