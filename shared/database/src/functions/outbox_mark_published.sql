-- They were published.
create or replace function outbox_mark_published(p_ids bigint[]) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update outbox set published_at = clock_timestamp() where id = any(p_ids) and published_at is null
$$
