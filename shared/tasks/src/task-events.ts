import { AppError } from "@chorus/kernel/app-error";
import type { Logger } from "@chorus/observability/logger";
import type { Metrics } from "@chorus/observability/metrics";
import type { TaskName } from "@chorus/contracts/tasks";

/** Events of tasks, as counters and log lines, together. */
export function createTaskEvents(logger: Logger, metrics: Metrics, names: readonly TaskName[]) {
  const attempts = metrics.counter("chorus_task_attempts_total", "Attempts at tasks, by how they ended", [
    "task",
    "result",
  ]);
  const dead = metrics.counter("chorus_tasks_dead_total", "Tasks that became dead letters", ["task"]);
  // A counter that is there only after the first would hide just that one from `increase()`.
  for (const task of names) dead.inc({ task }, 0);
  const seconds = metrics.histogram("chorus_task_seconds", "How long turns took", ["task"]);
  const lag = metrics.gauge("chorus_task_lag_seconds", "How long the task that has waited longest is overdue", [
    "task",
  ]);
  const waiting = metrics.gauge(
    "chorus_tasks_open",
    "Tasks that are not finished, by whether they are due (10,000 at most)",
    ["task", "state"],
  );
  const pruned = metrics.counter("chorus_tasks_pruned_total", "Tasks that were removed after their retention", [
    "task",
  ]);
  return {
    settled(task: TaskName, result: string) {
      attempts.inc({ task, result });
    },
    failed(task: TaskName, about: { tenantId: string; taskId: string; attempts: number }, error: unknown) {
      logger.warn({ task, ...about, err: error }, "a task failed and is tried again");
    },
    buried(task: TaskName, about: { tenantId: string; taskId: string }, error: unknown) {
      dead.inc({ task });
      logger.error({ task, ...about, err: error }, "a task failed at every attempt: it waits for a person");
    },
    batchDone(task: TaskName, durationMs: number) {
      seconds.observe({ task }, durationMs / 1_000);
    },
    swept(task: TaskName, lagMs: number) {
      lag.set({ task }, lagMs / 1_000);
    },
    counted(task: TaskName, { due, open }: { due: number; open: number }) {
      waiting.set({ task, state: "due" }, due);
      waiting.set({ task, state: "later" }, open - due);
    },
    pruned(task: TaskName, count: number) {
      if (count > 0) pruned.inc({ task }, count);
    },
    lost(task: TaskName, about: { tenantId: string; taskId: string }) {
      logger.warn({ task, ...about }, "a task was taken over by somebody else while its handler was at work");
    },
    leaseNotRenewed(error: unknown) {
      logger.warn({ err: error }, "a lease could not be renewed: its tasks may be taken over by somebody else");
    },
    connection(error: Error) {
      logger.debug({ err: error }, "queue connection");
    },
    batchFailed(task: TaskName, error: unknown) {
      logger.warn({ task, err: error }, "a turn could not be taken; the sweep comes back to it");
    },
  };
}
export type TaskEvents = ReturnType<typeof createTaskEvents>;

/** The part of an error that is stored with its task: its kind, without text that may contain data. The log has the rest. */
export function kindOfError(error: unknown): string {
  if (error instanceof AppError) return `AppError ${error.code}`;
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? `${error.name} ${error.code}` : error.name;
}
