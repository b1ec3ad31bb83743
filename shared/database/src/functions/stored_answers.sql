-- The stored answers to repeated requests that are about any of these ids. Over row security, because below it no index on arrays may
-- be used: the tenant is that of the transaction, as in its policies.
create or replace function stored_answers(p_ids uuid[]) returns table (caller_id uuid, key text)
language sql stable security definer rows 10 set search_path = public, pg_temp as $$
  select k.caller_id, k.key from idempotency_keys k
  where k.about && p_ids and k.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
$$
