import { LIVE_COUNT_LIMIT, LIVE_MINUTES, type liveReport as route } from "@chorus/contracts/routes/reports";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { TenantTx } from "@chorus/database/database";
import { toTimestamp } from "@chorus/kernel/clock";
import { type ConversationViewer, visibleConversations } from "@chorus/database/visible-conversations";
import { sql } from "kysely";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";

const MINUTE_MS = 60_000;

/**
 * Rows of the tenant's outbox that are read, newest first: the log would need an index that slows every message down.
 * Enough for 666 events a minute; for a busier tenant the report begins with the first minute that was read whole.
 */
const MAX_OUTBOX_ROWS = 20_000;

/** The current figures. Every part reads a bounded number of rows by an index. */
export async function liveReport(context: ChatContext, principal: Principal): Promise<RouteResult<typeof route>> {
  requirePermission(principal, "conversation.read");
  const nowMs = context.clock.now();
  const firstMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - (LIVE_MINUTES - 1) * MINUTE_MS;
  return context.database.readTenant(principal.tenantId, async (tx) => {
    const counts = await countNow(tx, principal);
    const { byMinute, completeFromMs } = await countMessages(tx, firstMs);
    const minutes = Array.from({ length: LIVE_MINUTES }, (_, index) => firstMs + index * MINUTE_MS);
    return {
      at: toTimestamp(new Date(nowMs)),
      waiting: counts.waiting,
      waitingSince: counts.waiting_since && toTimestamp(counts.waiting_since),
      open: counts.open,
      messagesPerMinute: minutes
        .filter((minuteMs) => minuteMs >= completeFromMs)
        .map((minuteMs) => ({ minute: toTimestamp(new Date(minuteMs)), messages: byMinute.get(minuteMs) ?? 0 })),
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

async function countMessages(
  tx: TenantTx,
  sinceMs: number,
): Promise<{ byMinute: Map<number, number>; completeFromMs: number }> {
  const { rows } = await sql<{ minute: Date; messages: number; read: number; oldest: Date }>`
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
  const [first] = rows;
  const isCutOff = first !== undefined && first.read === MAX_OUTBOX_ROWS;
  return {
    byMinute: new Map(rows.map((row) => [row.minute.getTime(), row.messages])),
    // The oldest minute may be incomplete and is left out; the current one is always included.
    completeFromMs: isCutOff
      ? Math.min(
          Math.floor(first.oldest.getTime() / MINUTE_MS) + 1,
          Math.max(...rows.map(({ minute }) => minute.getTime())) / MINUTE_MS,
        ) * MINUTE_MS
      : sinceMs,
  };
}
