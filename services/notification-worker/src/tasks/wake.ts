import type { NotificationContext } from "../context.ts";

/** Asks a worker to look at a task. A job that is lost is replaced by the sweep. */
export async function wakeTask(
  context: NotificationContext,
  {
    tenantId,
    taskId,
    step,
    dueMs,
    round,
  }: {
    tenantId: string;
    taskId: string;
    step: number;
    dueMs: number;
    /** Which sweep asks: its jobs are others than the first one. */
    round?: number;
  },
): Promise<void> {
  const jobId = ["task", taskId, step, ...(round === undefined ? [] : [round])].join("-");
  const delayMs = Math.max(0, dueMs - context.clock.now());
  await context.queues.enqueue("notification.decide", { tenantId, taskId }, { jobId, delayMs });
}
