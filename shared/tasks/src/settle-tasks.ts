import type { TaskName, TaskPayload } from "@chorus/contracts/tasks";
import { afterCommit, type TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import { type ClaimedTask, TaskLostError } from "./claimed-task.ts";

/** How an attempt ended (tasks_settle.sql). */
export type Settlement =
  | { action: "finish"; outcome: string }
  | { action: "continue"; dueMs: number; payload?: TaskPayload<TaskName> }
  | { action: "release"; dueMs?: number }
  | { action: "retry"; dueMs: number; error: string }
  | { action: "bury"; error: string };

export interface Settled {
  task: ClaimedTask;
  settlement: Settlement;
}

interface SettledRow {
  id: string;
  is_open: boolean;
  due_at: Date;
}

/** In one statement; tasks whose fence was lost are left out of the answer. */
export async function settleTasks(
  tx: TenantTx,
  settled: readonly Settled[],
  nowMs: number,
): Promise<Map<string, { isOpen: boolean; dueMs: number }>> {
  if (settled.length === 0) return new Map();
  const changes = settled.map(({ task: { id, fence, version }, settlement }) => {
    const { action } = settlement;
    return {
      ...{ id, fence, version, action },
      ...("outcome" in settlement ? { outcome: settlement.outcome } : {}),
      ...("error" in settlement ? { error: settlement.error } : {}),
      ...("payload" in settlement ? { payload: settlement.payload } : {}),
      ...("dueMs" in settlement && settlement.dueMs !== undefined
        ? { dueAt: new Date(settlement.dueMs).toISOString() }
        : {}),
    };
  });
  const { rows } = await sql<SettledRow>`
    select * from tasks_settle(${JSON.stringify(changes)}, ${new Date(nowMs)})`.execute(tx);
  const known = new Map(rows.map((row) => [row.id, { isOpen: row.is_open, dueMs: row.due_at.getTime() }]));
  afterCommit(tx, () => {
    for (const { task } of settled) if (known.has(task.id)) task.progress.isSettled = true;
  });
  return known;
}

/**
 * Finishes tasks in the handler's own transaction: what they did and that they did it become true together.
 * @returns ids of those that stay open, because they were asked for again since they were read
 * @throws TaskLostError when the lease of any was lost: the transaction must not commit
 */
export async function finishTasks(
  tx: TenantTx,
  finished: readonly { task: ClaimedTask; outcome: string }[],
  nowMs: number,
): Promise<Set<string>> {
  const known = await settleOwn(
    tx,
    finished.map(({ task, outcome }) => ({ task, settlement: { action: "finish", outcome } })),
    nowMs,
  );
  return new Set([...known].filter(([, { isOpen }]) => isOpen).map(([id]) => id));
}

/**
 * Puts tasks off in the handler's own transaction because there is more to do later. They begin again with their first attempt.
 * @throws TaskLostError
 */
export async function continueTasks<Name extends TaskName>(
  tx: TenantTx,
  tasks: readonly { task: ClaimedTask<Name>; dueMs: number; payload?: TaskPayload<Name> }[],
  nowMs: number,
): Promise<void> {
  await settleOwn(
    tx,
    tasks.map(({ task, dueMs, payload }) => ({
      task,
      settlement: { action: "continue", dueMs, ...(payload === undefined ? {} : { payload }) },
    })),
    nowMs,
  );
}

async function settleOwn(tx: TenantTx, settled: readonly Settled[], nowMs: number) {
  const known = await settleTasks(tx, settled, nowMs);
  const lost = settled.find(({ task }) => !known.has(task.id));
  if (lost) throw new TaskLostError(`task ${lost.task.id} is somebody else's by now`);
  return known;
}
