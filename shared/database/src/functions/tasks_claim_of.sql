-- tasks_claim as one statement without a transaction around it, for the tenant that is named.
create or replace function tasks_claim_of(
  p_tenant uuid, p_name text, p_now timestamptz, p_lease_ms integer, p_limit integer, p_max_attempts integer
)
returns table (
  id uuid, payload jsonb, first_seq bigint, attempts integer, fence bigint, version integer, created_at timestamptz,
  due_at timestamptz, is_dead boolean
)
language sql volatile set search_path = public, pg_temp as $$
  select set_config('app.tenant_id', p_tenant::text, true);
  select * from tasks_claim(p_name, p_now, p_lease_ms, p_limit, p_max_attempts)
$$
