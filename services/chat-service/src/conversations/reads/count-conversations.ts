import { COUNT_LIMIT, type countConversations as route } from "@chorus/contracts/routes/conversations";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { visibleConversations } from "@chorus/database/visible-conversations";
import { sql, type RawBuilder } from "kysely";
import { requirePermission, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { hasUnread } from "../rows/conversation-queries.ts";

type Counts = RouteResult<typeof route>;

const MAX_TEAMS = 100;

/** What each list of the desk has, in one statement; every part reads a bounded number of rows by an index. */
export async function countConversations(context: ChatContext, principal: Principal): Promise<Counts> {
  requirePermission(principal, "conversation.read");
  const { tenantId, userId } = principal;
  const connected = await context.connectedCustomers(tenantId).catch((error: unknown) => {
    context.logger.warn({ err: error, tenantId }, "nobody can say which customers are here");
    return null;
  });
  const count = (where: RawBuilder<unknown>) => sql<number>`(
    select count(*)::integer from (
      select from conversations c where ${visibleConversations(principal)} and ${where} limit ${sql.lit(COUNT_LIMIT)}) counted)`;
  const mine = sql`c.assignee_id = ${userId} and c.status = 'open'`;
  const ofTeam = (status: string) =>
    sql`(select from conversations c
      where ${visibleConversations(principal)} and c.team_id = t.id and c.status = ${sql.lit(status)}
      limit ${sql.lit(COUNT_LIMIT)})`;
  const { rows } = await context.database.readTenant(tenantId, (tx) =>
    sql<Counts>`
      select ${count(mine)} as mine,
        ${count(sql`c.status = 'queued'`)} as queue,
        ${count(sql`c.status = 'open'`)} as open,
        ${count(sql`c.status = 'snoozed'`)} as snoozed,
        ${connected ? count(sql`c.status in ('open', 'queued') and c.customer_id = any(${[...connected]}::uuid[])`) : sql`null`} as here,
        ${count(sql`${mine} and ${hasUnread(userId)}`)} as unread,
        coalesce((
          select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'open', least(${sql.lit(COUNT_LIMIT)}, (
            select count(*) from (${ofTeam("open")} union all ${ofTeam("queued")}) counted)))
            order by t.name, t.id)
          from (select id, name from teams order by name, id limit ${sql.lit(MAX_TEAMS)}) t), '[]') as teams`.execute(
      tx,
    ),
  );
  const [counts] = rows;
  if (!counts) throw new Error("a select without a table has one row");
  return counts;
}
