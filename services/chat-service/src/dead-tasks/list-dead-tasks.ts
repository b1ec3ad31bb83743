import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { listDeadTasks as route } from "@chorus/contracts/routes/dead-tasks";
import { decodeCursor, pageOf } from "@chorus/http/keyset";
import { toTimestamp } from "@chorus/kernel/clock";
import { sql } from "kysely";
import { z } from "zod";
import type { ChatContext } from "../context.ts";
import { requirePermission, type Principal } from "../identity/principal.ts";

interface DeadRow {
  id: string;
  name: string;
  conversation_id: string | null;
  attempts: number;
  last_error: string | null;
  created_at: Date;
  finished_at: Date;
  /** In microseconds, which a JavaScript Date cannot hold: the cursor of the next page. */
  position: string;
}

/** `at`: microseconds since 1970. */
const Position = z.object({ at: z.string().regex(/^\d{1,17}$/), id: z.uuid() });

/** Tasks that failed at every attempt, newest first. */
export async function listDeadTasks(
  context: ChatContext,
  principal: Principal,
  input: { limit: number; cursor: string | undefined },
): Promise<RouteResult<typeof route>> {
  requirePermission(principal, "tenant.manage");
  const before = decodeCursor(Position, input.cursor);
  const older = before
    ? sql`and (finished_at, id) < (timestamptz 'epoch' + ${before.at}::bigint * interval '1 microsecond', ${before.id}::uuid)`
    : sql``;
  const rows = await context.database.readTenant(principal.tenantId, async (tx) => {
    const answer = await sql<DeadRow>`
      select id, name, payload ->> 'conversationId' as conversation_id, attempts, last_error, created_at, finished_at,
        (extract(epoch from finished_at) * 1000000)::bigint::text as position
      from tasks where is_dead ${older} order by finished_at desc, id desc limit ${input.limit + 1}`.execute(tx);
    return answer.rows;
  });
  return pageOf(
    rows,
    input.limit,
    (row) => ({
      ...{ id: row.id, task: row.name, conversationId: row.conversation_id, attempts: row.attempts },
      ...{ error: row.last_error, createdAt: toTimestamp(row.created_at), diedAt: toTimestamp(row.finished_at) },
    }),
    ({ position, id }) => ({ at: position, id }),
  );
}
