-- Checks a page of a tenant's audit log, from the entry after p_number, whose hash is p_hash, as chain_audit_row wrote it: how many
-- entries, the last one of them, and the first that does not fit: an entry is missing before it, it is not linked, it was changed. The
-- last page also has to end where the tenant's head says: else it names the first entry that was cut off or that the head has not
-- seen, or the last one, when that was written anew with its hash. Entries from before 30 November 2026 are hashed with bars between
-- their values; such a text begins with the tenant's id, so that it is never the JSON array of another entry.
create or replace function audit_check(p_tenant uuid, p_number bigint, p_hash bytea, p_limit integer)
returns table (checked integer, last_number bigint, last_hash bytea, broken_number bigint, reason text)
language sql stable security definer set search_path = public, pg_temp as $$
  with page as (
    select a.* from audit_log a where a.tenant_id = p_tenant and a.number > p_number order by a.number limit p_limit
  ), linked as (
    select p.number, p.previous_hash, p.hash,
      lag(p.number, 1, p_number) over w as number_before, lag(p.hash, 1, p_hash) over w as hash_before,
      p.hash = sha256(p.previous_hash || convert_to(jsonb_build_array(p.tenant_id, p.number, extract(epoch from p.at), p.actor_type,
        p.actor_id, p.action, p.target_type, p.target_id, p.detail, p.request_id)::text, 'UTF8'))
      or p.hash = sha256(p.previous_hash || convert_to(concat_ws('|', p.tenant_id, p.number, extract(epoch from p.at), p.actor_type,
        p.actor_id, p.action, p.target_type, p.target_id, p.detail, p.request_id), 'UTF8')) as is_hash_of_row
    from page p
    window w as (order by p.number)
  ), counted as (select count(*)::integer as entries from page),
  last as (select l.number, l.hash from linked l order by l.number desc limit 1),
  head as (
    select coalesce(h.number, 0) as number, coalesce(h.hash, '\x') as hash,
      coalesce(l.number, p_number) as end_number, coalesce(l.hash, p_hash) as end_hash
    from counted c left join last l on true left join audit_heads h on h.tenant_id = p_tenant
    where c.entries < p_limit
  ), broken as (
    select l.number, case
        when l.number <> l.number_before + 1 then 'missing'
        when l.previous_hash <> l.hash_before then 'unlinked'
        else 'changed' end as reason
    from linked l
    where l.number <> l.number_before + 1 or l.previous_hash <> l.hash_before or not l.is_hash_of_row
    union all
    select case when h.number = h.end_number then h.number else least(h.number, h.end_number) + 1 end, case
        when h.number > h.end_number then 'cut'
        when h.number < h.end_number then 'unlinked'
        else 'changed' end
    from head h
    where h.number <> h.end_number or h.hash <> h.end_hash
  ), first as (select b.number, b.reason from broken b order by b.number limit 1)
  select (select c.entries from counted c), (select l.number from last l), (select l.hash from last l),
    (select f.number from first f), (select f.reason from first f)
$$
