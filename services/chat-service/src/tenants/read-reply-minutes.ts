import type { Database } from "@chorus/database/database";
import { sql } from "kysely";

const DAYS_MS = 7 * 24 * 3_600_000;
/** Newest conversations that are looked at: enough for a median, whatever a week holds. */
const SAMPLE = 300;
/** Fewer answers say nothing about the next one. */
const MIN_ANSWERS = 10;
/** An answer that is not among the first events is no first answer. */
const FIRST_EVENTS = 50;

/** The median of minutes between a customer's first message and the first answer of a person, rounded up; null for too few. */
export async function readReplyMinutes(database: Database, tenantId: string, nowMs: number): Promise<number | null> {
  const { rows } = await database.readTenant(tenantId, (tx) =>
    sql<{ answers: number; seconds: number | null }>`
      with newest as materialized (
        select c.tenant_id, c.id, c.created_at from conversations c order by c.news_at desc, c.id desc limit ${sql.lit(SAMPLE)})
      select count(*)::integer as answers,
        percentile_cont(0.5) within group (order by extract(epoch from answer.created_at - question.created_at)) as seconds
      from newest n
      cross join lateral (
        select e.seq, e.created_at from events e
        where e.tenant_id = n.tenant_id and e.conversation_id = n.id and e.seq <= ${sql.lit(FIRST_EVENTS)}
          and e.kind = 'message.created' and e.actor_type = 'customer'
        order by e.seq limit 1) question
      cross join lateral (
        select e.created_at from events e
        where e.tenant_id = n.tenant_id and e.conversation_id = n.id
          and e.seq > question.seq and e.seq <= ${sql.lit(FIRST_EVENTS)}
          and e.kind = 'message.created' and e.actor_type = 'agent'
        order by e.seq limit 1) answer
      where n.created_at >= ${new Date(nowMs - DAYS_MS)}`.execute(tx),
  );
  const { answers = 0, seconds = null } = rows[0] ?? {};
  return answers < MIN_ANSWERS || seconds === null ? null : Math.max(1, Math.ceil(seconds / 60));
}
