-- Changes when the database was restored or another server has taken over: what clients remember of it may be ahead of it then.
create or replace function deployment_epoch() returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select concat_ws('.', s.system_identifier, c.timeline_id, d.restore_counter)
  from pg_control_system() s, pg_control_checkpoint() c, deployment d
$$
