-- How far each of the named conversations has come, of whichever tenant, by the sequence numbers that all and that customers see.
create or replace function conversation_heads(p_pairs jsonb)
returns table (conversation_id uuid, head_seq bigint, public_head_seq bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.last_seq, c.last_public_seq
  from jsonb_to_recordset(p_pairs) as p("tenantId" uuid, "conversationId" uuid)
  join conversations c on c.tenant_id = p."tenantId" and c.id = p."conversationId"
$$
