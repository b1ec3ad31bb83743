import { LIVE_COUNT_LIMIT, LIVE_MINUTES, type liveReport as route } from "@chorus/contracts/routes/reports";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { TenantTx } from "@chorus/database/database";
import { toTimestamp } from "@chorus/kernel/clock";
import { sql } from "kysely";
import { requirePermission, type Principal } from "../auth/principal.ts";
import type { ChatContext } from "../context.ts";

const MINUTE_MS = 60_000;

/** The newest entries of the tenant's outbox are looked at, not the log: that would need an index every message pays for. */
const LOOKED_AT = 2_000;

/** How it is right now. Every part reads a bounded number of rows by an index. */
export async function liveReport(context: ChatContext, principal: Principal): Promise<RouteResult<typeof route>> {
  requirePermission(principal, "conversation.read");
  const nowMs = context.clock.now();
  const firstMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - (LIVE_MINUTES - 1) * MINUTE_MS;
  return context.database.readTenant(principal.tenantId, async (tx) => {
    const counts = await countNow(tx);
    const byMinute = new Map(
      (await countMessages(tx, new Date(firstMs))).map((row) => [row.minute.getTime(), row.messages]),
    );
    return {
      at: toTimestamp(new Date(nowMs)),
      waiting: counts.waiting,
      waitingSince: counts.waiting_since && toTimestamp(counts.waiting_since),
      open: counts.open,
      messagesPerMinute: Array.from({ length: LIVE_MINUTES }, (_, index) => {
        const minuteMs = firstMs + index * MINUTE_MS;
        return { minute: toTimestamp(new Date(minuteMs)), messages: byMinute.get(minuteMs) ?? 0 };
      }),
    };
  });
}

async function countNow(tx: TenantTx) {
  const limit = sql.lit(LIVE_COUNT_LIMIT);
  const { rows } = await sql<{ waiting: number; waiting_since: Date | null; open: number }>`
    select
      (select count(*)::integer from (select from chat_queue limit ${limit}) counted) as waiting,
      (select min(enqueued_at) from (select enqueued_at from chat_queue limit ${limit}) counted) as waiting_since,
      (select count(*)::integer from (select from conversations where status = 'open' limit ${limit}) counted) as open
  `.execute(tx);
  return rows[0] ?? { waiting: 0, waiting_since: null, open: 0 };
}

async function countMessages(tx: TenantTx, since: Date): Promise<{ minute: Date; messages: number }[]> {
  const { rows } = await sql<{ minute: Date; messages: number }>`
    select date_trunc('minute', e.created_at) as minute, count(*)::integer as messages
    from (
      select tenant_id, conversation_id, seq from outbox
      order by id desc limit ${sql.lit(LOOKED_AT)}) newest
    join events e using (tenant_id, conversation_id, seq)
    where e.kind = 'message.created' and e.created_at >= ${since}
    group by 1`.execute(tx);
  return rows;
}
