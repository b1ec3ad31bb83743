import { sql, type Kysely } from "kysely";
import { createIndexConcurrently } from "./migration.ts";

export const outsideTransaction = true;

const BATCH = 5_000;

/** Of the row as it is when it is written: a message may have come in between. */
const NEWS = sql`coalesce((c.last_message ->> 'createdAt')::timestamptz, date_trunc('milliseconds', c.created_at))`;

/**
 * Lists go by news instead of by the last change. `conversations_by_change` alone is left for the release before, whose lists filter
 * what they read by it: a later migration drops it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await dateNews(db);
  const news = "news_at desc, id desc";
  await createIndexConcurrently(db, "conversations_by_news", `conversations (tenant_id, ${news})`);
  await createIndexConcurrently(db, "conversations_of_status_by_news", `conversations (tenant_id, status, ${news})`);
  await createIndexConcurrently(
    db,
    "conversations_of_assignee_by_news",
    `conversations (tenant_id, assignee_id, ${news}) where status <> 'closed'`,
  );
  await createIndexConcurrently(
    db,
    "conversations_of_customer_by_news",
    `conversations (tenant_id, customer_id, ${news})`,
  );
  await createIndexConcurrently(
    db,
    "conversations_of_team_by_news",
    `conversations (tenant_id, team_id, status, ${news}) where team_id is not null`,
  );
  for (const name of [
    "conversations_by_status",
    "conversations_by_assignee",
    "conversations_by_customer",
    "conversations_by_team",
  ])
    await sql`drop index concurrently if exists ${sql.id(name)}`.execute(db);
}

/** From what their last message says, in batches by the primary key; repeated, it changes nothing. */
async function dateNews(db: Kysely<unknown>): Promise<void> {
  // Row security holds back the owner, too; this is about every tenant.
  await sql`set role chorus_system`.execute(db);
  let after: { tenant_id: string; id: string } | undefined = { tenant_id: NIL, id: NIL };
  while (after) {
    const { rows }: { rows: { tenant_id: string; id: string }[] } = await sql<{ tenant_id: string; id: string }>`
      with batch as materialized (
        select tenant_id, id from conversations where (tenant_id, id) > (${after.tenant_id}::uuid, ${after.id}::uuid)
        order by tenant_id, id limit ${sql.lit(BATCH)}
      ), dated as (
        update conversations c set news_at = ${NEWS} from batch b
        where c.tenant_id = b.tenant_id and c.id = b.id and c.news_at > ${NEWS})
      select tenant_id, id from batch order by tenant_id desc, id desc limit 1`.execute(db);
    after = rows[0];
  }
  await sql`reset role`.execute(db);
}

const NIL = "00000000-0000-0000-0000-000000000000";
