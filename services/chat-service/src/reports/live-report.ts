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

/** The current figures. Every part reads a bounded number of rows by an index. */
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
