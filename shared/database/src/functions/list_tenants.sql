-- A page of tenants for the operator, the newest first, with what each has used: ids are made in order of time. What sockets and sends
-- use is counted elsewhere.
create or replace function list_tenants(
  p_search text, p_status text, p_before uuid, p_limit integer, p_month text, p_day text
)
returns table (
  tenant_id uuid, slug text, name text, widget_key text, status text, created_at timestamptz, last_news_at timestamptz,
  model_tokens bigint, mails bigint, stored_bytes bigint, amounts jsonb, is_being_deleted boolean
)
language sql stable security definer set search_path = public, pg_temp as $$
  with page as (
    select t.* from tenants t
    where (p_before is null or t.tenant_id < p_before)
      and (p_status is null or t.status = p_status)
      -- Compared as text, not as a pattern: a percent sign is one.
      and (p_search is null or strpos(lower(t.name), lower(p_search)) > 0 or strpos(t.slug, lower(p_search)) > 0)
    order by t.tenant_id desc limit p_limit
  )
  select p.tenant_id, p.slug, p.name, p.widget_key, p.status, p.created_at,
    (select c.news_at from conversations c where c.tenant_id = p.tenant_id order by c.news_at desc, c.id desc limit 1),
    (select coalesce(sum(u.input_tokens + u.output_tokens), 0)::bigint from summary_usage u
      where u.tenant_id = p.tenant_id and u.day >= (p_month || '-01')::date and u.provider <> 'local'),
    coalesce((select q.used from tenant_quotas q
      where q.tenant_id = p.tenant_id and q.quota = 'mails_per_day' and q.period = p_day), 0),
    (select coalesce(sum(b.size_bytes), 0)::bigint from file_blobs b where b.tenant_id = p.tenant_id)
      + (select coalesce(sum(octet_length(h.bytes)), 0)::bigint from user_photos h where h.tenant_id = p.tenant_id),
    (select coalesce(jsonb_object_agg(q.quota, q.amount) filter (where q.amount is not null), '{}') from tenant_quotas q
      where q.tenant_id = p.tenant_id),
    -- Kept by SYSTEM_TENANT, which outlives the tenant.
    exists (select 1 from tasks k
      where k.tenant_id = '00000000-0000-7000-8000-000000000000' and k.name = 'tenant.delete'
        and k.dedup_key = p.tenant_id::text and k.finished_at is null)
  from page p order by p.tenant_id desc
$$
