-- tasks_settle as one statement without a transaction around it, for the tenant that is named.
create or replace function tasks_settle_of(p_tenant uuid, p_changes jsonb, p_now timestamptz)
returns table (id uuid, is_open boolean, due_at timestamptz)
language sql volatile set search_path = public, pg_temp as $$
  select set_config('app.tenant_id', p_tenant::text, true);
  select * from tasks_settle(p_changes, p_now)
$$
