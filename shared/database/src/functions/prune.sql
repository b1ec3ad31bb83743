-- For chat-service of the release before, which asks for what is older than 24 hours; goes in the next release. It asks every ten
-- minutes, so that a batch at a time is enough until it is replaced.
create or replace function prune(p_keep interval) returns table (outbox_rows bigint, token_rows bigint)
language sql volatile security definer set search_path = public, pg_temp as $$
  select b.outbox_rows, b.token_rows from prune_batch(clock_timestamp(), 5000) b
$$
