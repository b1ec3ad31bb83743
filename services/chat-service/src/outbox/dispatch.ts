import type { JobQueues } from "@chorus/jobs/queues";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { notificationTasksOf, withoutRepeats, type DispatchRow } from "./notification-tasks.ts";
import { summaryTasksOf } from "./summary-tasks.ts";

/** So many that under load the events of a conversation become one task, and not one each. */
const BATCH = 2_000;

interface OpenedTask {
  tenant_id: string;
  id: string;
  due_at: Date;
}

/**
 * Turns outbox rows into what others have to do, oldest first. It is written down in the transaction that marks the rows, so
 * nothing is lost and nothing is done twice; the jobs that follow only wake the workers, who also look by themselves.
 * @returns whether there may be more
 */
export async function dispatchOnce(context: ChatContext, queues: JobQueues): Promise<boolean> {
  const { count, opened, summaries } = await context.database.withSystem(async (tx) => {
    const { rows } = await sql<DispatchRow>`select * from outbox_lock_undispatched(${BATCH})`.execute(tx);
    if (rows.length === 0) return { count: 0, opened: [], summaries: [] };
    const tasks = withoutRepeats(
      rows.flatMap((row) =>
        notificationTasksOf(row, context.config.notificationGraceMs).map((task) => ({
          tenantId: row.tenant_id,
          id: context.ids.next(),
          ...task,
        })),
      ),
    );
    const answer =
      tasks.length === 0
        ? { rows: [] }
        : await sql<OpenedTask>`select * from notification_tasks_open(${JSON.stringify(tasks)})`.execute(tx);
    const opening = await context.tasks.enqueueAll(tx, summaryTasksOf(rows));
    await sql`select outbox_mark_dispatched(${rows.map((row) => row.id)})`.execute(tx);
    const made = new Set(tasks.map(({ id }) => id));
    // The others joined a batch that is waiting already.
    return { count: rows.length, opened: answer.rows.filter(({ id }) => made.has(id)), summaries: opening };
  });
  await wake(context, queues, opened);
  context.tasks.wake(summaries);
  return count === BATCH;
}

async function wake(context: ChatContext, queues: JobQueues, tasks: readonly OpenedTask[]): Promise<void> {
  const nowMs = context.clock.now();
  try {
    const jobs = tasks.map(({ tenant_id: tenantId, id: taskId, due_at: dueAt }) => ({
      payload: { tenantId, taskId },
      jobId: `task-${taskId}-0`,
      delayMs: Math.max(0, dueAt.getTime() - nowMs),
    }));
    await queues.enqueueAll("notification.decide", jobs);
  } catch (error) {
    context.logger.warn({ err: error, tasks: tasks.length }, "notifications wait for the worker's own sweep");
  }
}
