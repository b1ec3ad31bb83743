import type { SummaryContext } from "../context.ts";

export interface Waking {
  tenantId: string;
  taskId: string;
  kind: "summarise" | "index";
  dueMs: number;
  round?: number;
}

/** Asks a worker to look at a task. A job that is lost is replaced by the sweep. */
export function wakeTask(context: SummaryContext, waking: Waking): Promise<void> {
  return wakeTasks(context, [waking]);
}

export async function wakeTasks(context: SummaryContext, waking: readonly Waking[]): Promise<void> {
  const nowMs = context.clock.now();
  const jobsOf = (kind: Waking["kind"]) =>
    waking
      .filter((task) => task.kind === kind)
      .map(({ tenantId, taskId, dueMs, round }) => ({
        payload: { tenantId, taskId },
        // The same as chat-service's own, so that one time of a task is one job.
        jobId: ["summary", taskId, dueMs, ...(round === undefined ? [] : [round])].join("-"),
        delayMs: Math.max(0, dueMs - nowMs),
      }));
  await context.queues.enqueueAll("summary.make", jobsOf("summarise"));
  await context.queues.enqueueAll("search.index", jobsOf("index"));
}
