import { sql, type Kysely } from "kysely";

interface SystemFunction {
  /** Name with argument types, as `grant` wants it. */
  signature: string;
  definition: string;
}

/** The only ways around row security, each for one question. The catalog test holds the same list. */
const FUNCTIONS: SystemFunction[] = [
  {
    signature: "find_tenant_by_slug(text)",
    definition: `(p_slug text) returns table (tenant_id uuid, status text) language sql stable
      return_query select t.tenant_id, t.status from tenants t where t.slug = p_slug`,
  },
  {
    signature: "find_tenant_by_widget_key(text)",
    definition: `(p_key text) returns table (tenant_id uuid, status text) language sql stable
      return_query select t.tenant_id, t.status from tenants t where t.widget_key = p_key`,
  },
  {
    signature: "find_refresh_token(bytea)",
    definition: `(p_hash bytea) returns table (tenant_id uuid, id uuid) language sql stable
      return_query select r.tenant_id, r.id from refresh_tokens r where r.token_hash = p_hash`,
  },
  {
    signature: "conversation_heads(jsonb)",
    definition: `(p_pairs jsonb) returns table (conversation_id uuid, head_seq bigint, public_head_seq bigint) language sql stable
      return_query select c.id, c.last_seq, c.last_public_seq
      from jsonb_to_recordset(p_pairs) as p("tenantId" uuid, "conversationId" uuid)
      join conversations c on c.tenant_id = p."tenantId" and c.id = p."conversationId"`,
  },
  {
    signature: "outbox_lock_unpublished(interval, integer)",
    definition: `(p_age interval, p_limit integer)
      returns table (tenant_id uuid, id bigint, conversation_id uuid, seq bigint, topic text, payload jsonb) language sql volatile
      return_query select o.tenant_id, o.id, o.conversation_id, o.seq, o.topic, o.payload from outbox o
      where o.published_at is null and o.created_at < clock_timestamp() - p_age
      order by o.id limit p_limit for update skip locked`,
  },
  {
    signature: "outbox_mark_published(bigint[])",
    definition: `(p_ids bigint[]) returns void language sql volatile
      return_query update outbox set published_at = clock_timestamp() where id = any(p_ids) and published_at is null`,
  },
  {
    signature: "outbox_mark_events_published(jsonb)",
    definition: `(p_events jsonb) returns void language sql volatile
      return_query update outbox o set published_at = clock_timestamp()
      from jsonb_to_recordset(p_events) as e("tenantId" uuid, "conversationId" uuid, seq bigint)
      where o.published_at is null and o.tenant_id = e."tenantId" and o.conversation_id = e."conversationId" and o.seq = e.seq`,
  },
  {
    signature: "outbox_lock_undispatched(integer)",
    definition: `(p_limit integer)
      returns table (tenant_id uuid, id bigint, conversation_id uuid, seq bigint, topic text, payload jsonb) language sql volatile
      return_query select o.tenant_id, o.id, o.conversation_id, o.seq, o.topic, o.payload from outbox o
      where o.dispatched_at is null order by o.id limit p_limit for update skip locked`,
  },
  {
    signature: "outbox_mark_dispatched(bigint[])",
    definition: `(p_ids bigint[]) returns void language sql volatile
      return_query update outbox set dispatched_at = clock_timestamp() where id = any(p_ids)`,
  },
  {
    signature: "outbox_backlog()",
    definition: `() returns table (unpublished bigint, undispatched bigint, oldest_seconds double precision) language sql stable
      return_query select count(*) filter (where published_at is null), count(*) filter (where dispatched_at is null),
        coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::double precision
      from outbox where published_at is null or dispatched_at is null`,
  },
  {
    signature: "prune(interval)",
    definition: `(p_keep interval) returns table (outbox_rows bigint, token_rows bigint) language sql volatile
      return_query with old_outbox as (
        delete from outbox where published_at is not null and dispatched_at < clock_timestamp() - p_keep returning 1
      ), old_tokens as (
        delete from refresh_tokens where expires_at < clock_timestamp() returning 1
      ) select (select count(*) from old_outbox), (select count(*) from old_tokens)`,
  },
  {
    signature: "list_signing_keys()",
    definition: `() returns setof signing_keys language sql stable
      return_query select * from signing_keys where state <> 'retired' order by created_at, kid`,
  },
  {
    signature: "add_signing_key(text, jsonb, bytea)",
    // Two services that start at the same moment both try; the lock lets one key win.
    definition: `(p_kid text, p_public jsonb, p_private bytea) returns void language sql volatile
      return_query select pg_advisory_xact_lock(hashtextextended('signing_keys', 0));
      insert into signing_keys (kid, public_jwk, private_jwk_encrypted, state)
      select p_kid, p_public, p_private, 'active' where not exists (select from signing_keys where state = 'active')`,
  },
  {
    signature: "deployment_epoch()",
    definition: `() returns text language sql stable
      return_query select concat_ws('.', s.system_identifier, c.timeline_id, d.restore_counter)
      from pg_control_system() s, pg_control_checkpoint() c, deployment d`,
  },
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`grant execute on function pg_control_system(), pg_control_checkpoint() to chorus_system`.execute(db);
  for (const { signature, definition } of FUNCTIONS) {
    const name = signature.slice(0, signature.indexOf("("));
    const [head, body] = definition.split("return_query ");
    await sql
      .raw(`create function ${name}${head} security definer set search_path = public, pg_temp as $$ ${body} $$`)
      .execute(db);
    await sql.raw(`alter function ${signature} owner to chorus_system`).execute(db);
    await sql.raw(`revoke execute on function ${signature} from public`).execute(db);
    await sql.raw(`grant execute on function ${signature} to chorus_app`).execute(db);
  }
}
