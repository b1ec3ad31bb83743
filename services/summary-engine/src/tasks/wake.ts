import type { SummaryContext } from "../context.ts";

/** Asks a worker to look at a task. A job that is lost is replaced by the sweep. */
export async function wakeTask(
  context: SummaryContext,
  {
    tenantId,
    taskId,
    kind,
    dueMs,
    round,
  }: { tenantId: string; taskId: string; kind: "summarise" | "index"; dueMs: number; round?: number },
): Promise<void> {
  // The same as chat-service's own, so that one time of a task is one job.
  const jobId = ["summary", taskId, dueMs, ...(round === undefined ? [] : [round])].join("-");
  const delayMs = Math.max(0, dueMs - context.clock.now());
  await context.queues.enqueue(
    kind === "index" ? "search.index" : "summary.make",
    { tenantId, taskId },
    { jobId, delayMs },
  );
}
