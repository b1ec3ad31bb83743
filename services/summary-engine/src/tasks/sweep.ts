import { sql } from "kysely";
import type { SummaryContext } from "../context.ts";
import { wakeTasks } from "./wake.ts";

const BATCH = 500;
/** One job per task and half minute, however many instances sweep and however often. */
const ROUND_MS = 30_000;

/** Finds what should have been worked on and was not, because a job, Redis or a worker was lost. */
export async function sweep(context: SummaryContext): Promise<void> {
  const nowMs = context.clock.now();
  const before = new Date(nowMs - context.config.sweep.overdueMs);
  const found = await context.database.withSystem(async (tx) => {
    const answer = await sql<{ tenant_id: string; id: string; kind: "summarise" | "index" }>`
      select * from summary_tasks_overdue(${before}, ${BATCH})`.execute(tx);
    return answer.rows;
  });
  const round = Math.floor(nowMs / ROUND_MS);
  await wakeTasks(
    context,
    found.map(({ tenant_id: tenantId, id: taskId, kind }) => ({ tenantId, taskId, kind, dueMs: 0, round })),
  );
  context.events.swept(found.length);
}
