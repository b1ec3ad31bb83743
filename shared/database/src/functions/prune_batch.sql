-- Removes what has served its purpose, of each kind the oldest and at most so many; how many of which. How long each is kept, and
-- why: docs/operations/retention.md.
create or replace function prune_batch(p_now timestamptz, p_limit integer)
returns table (
  outbox_rows bigint, token_rows bigint, key_rows bigint, link_rows bigint, session_rows bigint, device_rows bigint,
  delivery_rows bigint, cart_rows bigint
)
language sql volatile security definer set search_path = public, pg_temp as $$
  with old_outbox as (
    delete from outbox where ctid = any(array(
      select o.ctid from outbox o
      where o.published_at is not null and o.dispatched_at < p_now - interval '24 hours'
      order by o.dispatched_at limit p_limit for update skip locked))
    returning 1
  ), old_tokens as (
    delete from refresh_tokens where ctid = any(array(
      select t.ctid from refresh_tokens t where t.expires_at < p_now
      order by t.expires_at limit p_limit for update skip locked))
    returning 1
  ), old_keys as (
    delete from idempotency_keys where ctid = any(array(
      select k.ctid from idempotency_keys k where k.created_at < p_now - interval '24 hours'
      order by k.created_at limit p_limit for update skip locked))
    returning 1
  ), old_links as (
    delete from password_links where ctid = any(array(
      select l.ctid from password_links l where l.expires_at < p_now - interval '30 days'
      order by l.expires_at limit p_limit for update skip locked))
    returning 1
  ), old_sign_ups as (
    delete from sign_ups where ctid = any(array(
      select u.ctid from sign_ups u where u.expires_at < p_now
      order by u.expires_at limit p_limit for update skip locked))
    returning 1
  ), old_sessions as (
    delete from sessions where ctid = any(array(
      select s.ctid from sessions s where s.last_used_at < p_now - interval '180 days'
      order by s.last_used_at limit p_limit for update skip locked))
    returning 1
  ), old_devices as (
    delete from devices where ctid = any(array(
      select d.ctid from devices d where d.last_seen_at < p_now - interval '400 days'
      order by d.last_seen_at limit p_limit for update skip locked))
    returning 1
  ), old_deliveries as (
    delete from deliveries where ctid = any(array(
      select d.ctid from deliveries d
      where d.status not in ('queued', 'held') and d.created_at < p_now - interval '365 days'
      order by d.created_at limit p_limit for update skip locked))
    returning 1
  ), old_carts as (
    delete from commerce.carts where ctid = any(array(
      select c.ctid from commerce.carts c
      where c.status = 'open' and c.updated_at < p_now - interval '90 days'
      order by c.updated_at limit p_limit for update skip locked))
    returning 1
  )
  select (select count(*) from old_outbox), (select count(*) from old_tokens), (select count(*) from old_keys),
    (select count(*) from old_links) + (select count(*) from old_sign_ups), (select count(*) from old_sessions), (select count(*) from old_devices),
    (select count(*) from old_deliveries), (select count(*) from old_carts)
$$
