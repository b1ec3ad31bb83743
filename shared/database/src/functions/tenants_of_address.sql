-- Where somebody works who opens another company: their mailbox is told, and nobody else. By short name: whoever names a company could
-- write to strangers with it.
create or replace function tenants_of_address(p_email text) returns table (slug text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.slug from users u join tenants t on t.tenant_id = u.tenant_id
  where u.email = p_email and u.disabled_at is null and t.status = 'active'
  order by t.slug limit 10
$$
