import { sql, type Kysely } from "kysely";

interface SystemFunction {
  /** Name with argument types, as `grant` wants it. */
  signature: string;
  definition: string;
}

/** What the relay and the notification worker ask over all tenants. The catalog test holds the same names. */
const FUNCTIONS: SystemFunction[] = [
  {
    // Beside each row, what kind of event it tells of: who turns rows into jobs must know without reading a tenant's log.
    signature: "outbox_lock_undispatched(integer)",
    definition: `(p_limit integer)
      returns table (tenant_id uuid, id bigint, conversation_id uuid, seq bigint, topic text, payload jsonb,
        event_kind text, actor_type text, created_at timestamptz) language sql volatile
      return_query select o.tenant_id, o.id, o.conversation_id, o.seq, o.topic, o.payload, e.kind, e.actor_type, o.created_at
      from outbox o
      left join events e on e.tenant_id = o.tenant_id and e.conversation_id = o.conversation_id and e.seq = o.seq
      where o.dispatched_at is null order by o.id limit p_limit for update of o skip locked`,
  },
  {
    // Waits for a worker that is just closing a batch, and then opens the next: nothing falls between the two.
    signature: "notification_tasks_open(jsonb)",
    definition: `(p_tasks jsonb) returns table (tenant_id uuid, id uuid, due_at timestamptz) language sql volatile
      return_query insert into notification_tasks as known (tenant_id, id, kind, conversation_id, subject_id, first_seq, due_at)
      select t."tenantId", t.id, t.kind, t."conversationId", t."subjectId", t."firstSeq", t."dueAt"
      from jsonb_to_recordset(p_tasks) as t("tenantId" uuid, id uuid, kind text, "conversationId" uuid, "subjectId" uuid,
        "firstSeq" bigint, "dueAt" timestamptz)
      order by t."tenantId", t."conversationId", t.kind
      on conflict (tenant_id, conversation_id, kind)
        where finished_at is null and kind in ('message.unread', 'conversation.waiting')
        do update set first_seq = least(known.first_seq, excluded.first_seq)
      returning known.tenant_id, known.id, known.due_at`,
  },
  {
    signature: "notification_tasks_overdue(timestamptz, integer)",
    definition: `(p_before timestamptz, p_limit integer) returns table (tenant_id uuid, id uuid, step integer) language sql stable
      return_query select t.tenant_id, t.id, t.step from notification_tasks t
      where t.finished_at is null and t.due_at < p_before order by t.due_at limit p_limit`,
  },
  {
    signature: "deliveries_overdue(timestamptz, integer)",
    definition: `(p_before timestamptz, p_limit integer) returns table (tenant_id uuid, id uuid, attempts integer) language sql stable
      return_query select d.tenant_id, d.id, d.attempts from deliveries d
      where d.due_at < p_before order by d.due_at limit p_limit`,
  },
  {
    signature: "deliveries_ambiguous(timestamptz, integer)",
    definition: `(p_before timestamptz, p_limit integer) returns table (tenant_id uuid, id uuid) language sql stable
      return_query select d.tenant_id, d.id from deliveries d
      where d.claimed_at < p_before order by d.claimed_at limit p_limit`,
  },
];

/** Every table of a tenant, referring ones first; the list of an earlier migration and the new ones. */
const TABLES = [
  "delivery_steps",
  "deliveries",
  "notification_tasks",
  "notification_preferences",
  "idempotency_keys",
  "password_links",
  "api_keys",
  "refresh_tokens",
  "sessions",
  "agent_availability",
  "devices",
  "chat_queue",
  "receipts",
  "events",
  "outbox",
  "conversations",
  "customers",
  "team_members",
  "teams",
  "users",
  "audit_log",
  "tenants",
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop function outbox_lock_undispatched(integer)`.execute(db);
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
  const deletes = TABLES.map((table) => `delete from ${table} where tenant_id = p_tenant;`).join("\n");
  await sql
    .raw(
      `create or replace function delete_tenant(p_tenant uuid) returns void language sql volatile security definer
       set search_path = public, pg_temp as $$ ${deletes} $$`,
    )
    .execute(db);
}
