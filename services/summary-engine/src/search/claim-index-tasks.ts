import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { SummaryContext } from "../context.ts";

/** Conversations of one company at once: each statement serves all of them. */
const AT_ONCE = 32;
/** Who begins has them that long; if it dies, the sweep finds them overdue afterwards. */
const LEASE_MS = 45_000;

export interface IndexTask {
  id: string;
  conversation_id: string;
  reason: string;
  version: number;
  attempts: number;
}

/** The task somebody was woken for, and what else of this company is due. Empty when somebody else has taken it along. */
export async function claimIndexTasks(
  { clock }: Pick<SummaryContext, "clock">,
  tx: TenantTx,
  taskId: string,
): Promise<IndexTask[]> {
  const now = new Date(clock.now());
  const { rows } = await sql<IndexTask>`
    update summary_tasks t set claimed_until = ${new Date(now.getTime() + LEASE_MS)}, attempts = t.attempts + 1
    from (
      select id from (
        select id from summary_tasks where id = ${taskId} and kind = 'index' and finished_at is null and due_at <= ${now}
          and (claimed_until is null or claimed_until <= ${now})
        for update skip locked
      ) named
      union
      select id from (
        select id from summary_tasks where kind = 'index' and finished_at is null and due_at <= ${now}
          and (claimed_until is null or claimed_until <= ${now})
        order by due_at limit ${AT_ONCE - 1} for update skip locked
      ) oldest
    ) due
    where t.id = due.id
    returning t.id, t.conversation_id, t.reason, t.version, t.attempts`.execute(tx);
  return rows;
}
