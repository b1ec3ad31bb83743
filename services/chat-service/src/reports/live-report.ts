import type { Priority } from "@chorus/contracts/entities/conversation";
import { LIVE_COUNT_LIMIT, type liveReport as route } from "@chorus/contracts/routes/reports";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { TenantTx } from "@chorus/database/database";
import { toTimestamp } from "@chorus/kernel/clock";
import { type ConversationViewer, visibleConversations } from "@chorus/database/visible-conversations";
import { sql } from "kysely";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { firstMinuteMs, messagesPerMinute, type MinuteRow } from "./messages-per-minute.ts";

/**
 * Rows of the tenant's outbox that are read, newest first: the log would need an index that slows every message down.
 * Enough for 666 events a minute; for a busier tenant the report begins with the first minute that was read whole.
 */
const MAX_OUTBOX_ROWS = 20_000;

/** Open conversations that are counted by agent. */
const MAX_OPEN_ROWS = 5_000;
const MAX_WAITS = 8;

/** The current figures. Every part reads a bounded number of rows by an index, but for the longest waits, which need the whole queue. */
export async function liveReport(context: ChatContext, principal: Principal): Promise<RouteResult<typeof route>> {
  requirePermission(principal, "conversation.read");
  const nowMs = context.clock.now();
  return context.database.readTenant(principal.tenantId, async (tx) => {
    const counts = await countNow(tx, principal);
    const rows = await countMessages(tx, firstMinuteMs(nowMs));
    return {
      at: toTimestamp(new Date(nowMs)),
      waiting: counts.waiting,
      waitingSince: counts.waiting_since && toTimestamp(counts.waiting_since),
      open: counts.open,
      agents: await countByAgent(tx, principal),
      longestWaits: await findLongestWaits(tx, principal),
      messagesPerMinute: messagesPerMinute(rows, { nowMs, maxRows: MAX_OUTBOX_ROWS }),
    };
  });
}

async function countNow(tx: TenantTx, viewer: ConversationViewer) {
  const limit = sql.lit(LIVE_COUNT_LIMIT);
  const { rows } = await sql<{ waiting: number; waiting_since: Date | null; open: number }>`
    select
      (select count(*)::integer from (select from chat_queue limit ${limit}) counted) as waiting,
      (select min(enqueued_at) from chat_queue) as waiting_since,
      (select count(*)::integer from (
        select from conversations c where ${visibleConversations(viewer)} and c.status = 'open' limit ${limit}) counted) as open
  `.execute(tx);
  return rows[0] ?? { waiting: 0, waiting_since: null, open: 0 };
}

async function countByAgent(tx: TenantTx, viewer: ConversationViewer): Promise<{ id: string; open: number }[]> {
  const { rows } = await sql<{ id: string; open: number }>`
    select assignee_id as id, count(*)::integer as open from (
      select c.assignee_id from conversations c where ${visibleConversations(viewer)} and c.status = 'open'
      limit ${sql.lit(MAX_OPEN_ROWS)}) counted
    where assignee_id is not null group by 1`.execute(tx);
  return rows;
}

async function findLongestWaits(tx: TenantTx, viewer: ConversationViewer) {
  const { rows } = await sql<{ id: string; name: string; priority: Priority; enqueued_at: Date }>`
    select c.id, cu.name, c.priority, q.enqueued_at
    from (select conversation_id, enqueued_at from chat_queue order by enqueued_at limit ${sql.lit(MAX_WAITS)}) q
    join conversations c on c.id = q.conversation_id and ${visibleConversations(viewer)}
    join customers cu on cu.id = c.customer_id
    order by q.enqueued_at`.execute(tx);
  return rows.map(({ id, name, priority, enqueued_at }) => ({
    ...{ conversationId: id, customerName: name, priority, waitingSince: toTimestamp(enqueued_at) },
  }));
}

async function countMessages(tx: TenantTx, sinceMs: number): Promise<MinuteRow[]> {
  const { rows } = await sql<MinuteRow>`
    with newest as materialized (
      select tenant_id, conversation_id, seq, created_at from outbox
      order by id desc limit ${sql.lit(MAX_OUTBOX_ROWS)})
    select date_trunc('minute', e.created_at) as minute, count(*)::integer as messages,
      (select count(*)::integer from newest) as read, (select min(created_at) from newest) as oldest
    -- Row by row through the primary key: with statistics that lag behind a burst a join would read the whole log.
    from newest n cross join lateral (
      select e.created_at from events e
      where e.tenant_id = n.tenant_id and e.conversation_id = n.conversation_id and e.seq = n.seq
        and e.kind = 'message.created' and e.created_at >= ${new Date(sinceMs)}
      offset 0) e
    group by 1`.execute(tx);
  return rows;
}
