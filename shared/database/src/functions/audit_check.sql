-- Checks a page of a tenant's audit log, from the entry after p_number, whose hash is p_hash, as chain_audit_row wrote it: how many
-- entries, the last one of them, and the first that does not fit (an entry is missing before it, it is not linked, it was changed).
create or replace function audit_check(p_tenant uuid, p_number bigint, p_hash bytea, p_limit integer)
returns table (checked integer, last_number bigint, last_hash bytea, broken_number bigint, reason text)
language sql stable security definer set search_path = public, pg_temp as $$
  with page as (
    select a.* from audit_log a where a.tenant_id = p_tenant and a.number > p_number order by a.number limit p_limit
  ), linked as (
    select p.number, p.previous_hash, p.hash,
      lag(p.number, 1, p_number) over w as number_before, lag(p.hash, 1, p_hash) over w as hash_before,
      sha256(p.previous_hash || convert_to(concat_ws('|', p.tenant_id, p.number, extract(epoch from p.at), p.actor_type,
        p.actor_id, p.action, p.target_type, p.target_id, p.detail, p.request_id), 'UTF8')) as hash_of_row
    from page p
    window w as (order by p.number)
  ), broken as (
    select l.number, case
        when l.number <> l.number_before + 1 then 'missing'
        when l.previous_hash <> l.hash_before then 'unlinked'
        else 'changed' end as reason
    from linked l
    where l.number <> l.number_before + 1 or l.previous_hash <> l.hash_before or l.hash <> l.hash_of_row
    order by l.number limit 1
  ), last as (select l.number, l.hash from linked l order by l.number desc limit 1)
  select (select count(*)::integer from linked), (select l.number from last l), (select l.hash from last l),
    (select b.number from broken b), (select b.reason from broken b)
$$
