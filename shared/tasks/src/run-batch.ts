import type { TaskName } from "@chorus/contracts/tasks";
import type { TaskDefinition } from "@chorus/contracts/define-task";
import type { Database } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import { withDeadline } from "@chorus/kernel/deadline";
import { orAborted } from "@chorus/kernel/or-aborted";
import type { Tracing } from "@chorus/observability/tracing";
import { retryDelayMs } from "./backoff.ts";
import {
  type ClaimedRow,
  type ClaimedTask,
  TaskLostError,
  TaskPostponed,
  toClaimedTask,
  withCheckedPayload,
} from "./claimed-task.ts";
import { LEASE_MS, renewLeases } from "./leases.ts";
import { type Settled, type Settlement, settleTasks } from "./settle-tasks.ts";
import { kindOfError, type TaskEvents } from "./task-events.ts";
import type { TaskHandler } from "./task-handlers.ts";

export interface BatchParts {
  database: Database;
  clock: Clock;
  /** 0 to 1, for jitter. */
  random: () => number;
  events: TaskEvents;
  tracing: Tracing;
  definition: TaskDefinition;
  /** Fires when the service drains. */
  stopping: AbortSignal;
  /** Enqueues the tenant's next wake-up behind those of others. */
  wake: (task: { name: TaskName; tenantId: string; dueMs: number }) => void;
}

/**
 * Processes one batch of a tenant: claims due tasks, runs their handler and settles them. A tenant with more due tasks is queued
 * again before the work begins, behind the others, so that it can use slots that nobody else needs.
 */
export async function runBatch<Name extends TaskName>(
  parts: BatchParts,
  batch: { name: Name; tenantId: string; handler: TaskHandler<Name> },
): Promise<void> {
  const { name, tenantId, handler } = batch;
  const startMs = performance.now();
  const rows = await claim(parts, name, tenantId);
  const nowMs = parts.clock.now();
  if (rows.length >= parts.definition.fairness.perBatch) parts.wake({ name, tenantId, dueMs: nowMs });
  const live = rows.filter((row) => !row.is_dead).map((row) => toClaimedTask(name, tenantId, row));
  for (const { id: taskId } of rows.filter((row) => row.is_dead)) {
    parts.events.buried(name, { tenantId, taskId }, new Error("its worker ended at every attempt"));
  }
  if (live.length === 0) return;
  const renewing = renewLeases(parts, tenantId, live);
  const settled = await work(parts, handler, live).finally(() => clearInterval(renewing));
  const known = await settleTasks(parts.database, tenantId, settled, parts.clock.now());
  for (const { task, settlement } of settled) {
    const kept = known.get(task.id);
    parts.events.settled(name, kept ? settlement.action : "lost");
    if (!kept) parts.events.lost(name, { tenantId, taskId: task.id });
    else if (kept.isOpen) parts.wake({ name, tenantId, dueMs: kept.dueMs });
  }
  parts.events.batchDone(name, performance.now() - startMs);
}

function claim({ database, clock, definition }: BatchParts, name: TaskName, tenantId: string): Promise<ClaimedRow[]> {
  const { fairness, attempts } = definition;
  return database.statement<ClaimedRow>("tasks_claim_of", "select * from tasks_claim_of($1, $2, $3, $4, $5, $6)", [
    ...[tenantId, name, new Date(clock.now()), LEASE_MS, fairness.perBatch, attempts],
  ]);
}

/** @returns the outcomes of tasks that their handler has not settled */
async function work<Name extends TaskName>(
  parts: BatchParts,
  handler: TaskHandler<Name>,
  tasks: readonly ClaimedTask<Name>[],
): Promise<Settled[]> {
  const ended =
    "one" in handler ? await eachAlone(parts, handler.one, tasks) : await allTogether(parts, handler, tasks);
  for (const { task } of ended) {
    if (task.progress.action !== undefined) parts.events.settled(task.name, task.progress.action);
  }
  return ended.filter(({ task }) => !task.progress.isSettled);
}

type Work<Name extends TaskName> = (task: ClaimedTask<Name>, signal: AbortSignal) => Promise<string | void>;

function eachAlone<Name extends TaskName>(
  parts: BatchParts,
  one: Work<Name>,
  tasks: readonly ClaimedTask<Name>[],
): Promise<Settled[]> {
  return Promise.all(
    tasks.map(async (task) => {
      const result = await attemptAt(parts, (signal) =>
        inSpanOf(parts, task, async () => one(withCheckedPayload(task), signal)),
      );
      return { task, settlement: toSettlement(parts, task, result) };
    }),
  );
}

async function allTogether<Name extends TaskName>(
  parts: BatchParts,
  handler: Extract<TaskHandler<Name>, { together: unknown }>,
  tasks: readonly ClaimedTask<Name>[],
): Promise<Settled[]> {
  const result = await attemptAt(parts, (signal) =>
    // What is done for all at once is recorded once, in the trace of the first.
    inSpanOf(parts, tasks[0], async () => handler.together(tasks.map(withCheckedPayload), signal)),
  );
  const isOver = "outcome" in result || result.error instanceof TaskPostponed || parts.stopping.aborted;
  if (isOver || tasks.length === 1) {
    return tasks.map((task) => ({ task, settlement: toSettlement(parts, task, result) }));
  }
  const left = tasks.filter((task) => !task.progress.isSettled);
  const settled: Settled[] = [];
  for (const task of left) settled.push(...(await allTogether(parts, handler, [task])));
  return settled;
}

/** An attempt has a span in the task's own trace, whose id is the task's. */
function inSpanOf<Outcome>(
  { tracing }: BatchParts,
  task: ClaimedTask | undefined,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  if (!task) return work();
  const attributes = { "chorus.task": task.name, "chorus.task_id": task.id, "chorus.attempt": task.attempts };
  return tracing.inSpan(
    tracing.traceOf(task.id),
    { name: task.name, kind: "consumer", place: "alone", attributes },
    work,
  );
}

type Result = { outcome: string } | { error: unknown };

/** For results that a handler stores after it was aborted: a provider's answer, for instance. */
const LAST_WORDS_MS = 1_000;

/** A handler that ignores its signal must not block its slot. */
async function attemptAt(
  { stopping, definition }: BatchParts,
  run: (signal: AbortSignal) => Promise<string | void>,
): Promise<Result> {
  const deadline = withDeadline(stopping, definition.timeoutMs);
  const { signal } = deadline;
  const running = run(signal);
  try {
    return { outcome: (await orAborted(running, signal)) ?? "done" };
  } catch (error) {
    const ended: Promise<Result> = running.then(
      (outcome) => ({ outcome: outcome ?? "done" }),
      () => ({ error }),
    );
    return signal.aborted ? await Promise.race([ended, pause(LAST_WORDS_MS, { error })]) : { error };
  } finally {
    deadline[Symbol.dispose]();
  }
}

function pause<Value>(durationMs: number, value: Value): Promise<Value> {
  return new Promise((resolve) => setTimeout(resolve, durationMs, value).unref());
}

function toSettlement(parts: BatchParts, task: ClaimedTask, result: Result): Settlement {
  const { clock, definition, events, random, stopping } = parts;
  const about = { tenantId: task.tenantId, taskId: task.id, attempts: task.attempts };
  const nowMs = clock.now();
  if ("outcome" in result) {
    if (!definition.schedule) return { action: "finish", outcome: result.outcome };
    return { action: "continue", dueMs: nextTime(definition.schedule.everyMs, nowMs) };
  }
  const { error } = result;
  if (stopping.aborted) return { action: "release" };
  if (error instanceof TaskPostponed) return { action: "release", dueMs: nowMs + error.delayMs };
  // A lost task cannot be settled, because of its fence.
  if (task.progress.isSettled || error instanceof TaskLostError) return { action: "release" };
  if (task.attempts >= definition.attempts) {
    events.buried(task.name, about, error);
    return { action: "bury", error: kindOfError(error) };
  }
  events.failed(task.name, about, error);
  const dueMs = nowMs + retryDelayMs(definition.backoff, task.attempts, random());
  return { action: "retry", dueMs, error: kindOfError(error) };
}

/** The same times for every instance. */
function nextTime(everyMs: number, nowMs: number): number {
  return (Math.floor(nowMs / everyMs) + 1) * everyMs;
}
