import type { TaskName, TaskPayload } from "@chorus/contracts/tasks";
import { afterCommit, type Database, type TenantTx } from "@chorus/database/database";
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

interface SettledRow extends Record<string, unknown> {
  id: string;
  is_open: boolean;
  due_at: Date;
}

type Answer = Map<string, { isOpen: boolean; dueMs: number }>;

/** In one statement of its own; tasks whose fence was lost are left out of the answer. */
export async function settleTasks(
  database: Database,
  tenantId: string,
  settled: readonly Settled[],
  nowMs: number,
): Promise<Answer> {
  if (settled.length === 0) return new Map();
  const rows = await database.statement<SettledRow>("tasks_settle_of", "select * from tasks_settle_of($1, $2, $3)", [
    ...[tenantId, JSON.stringify(settled.map(toChange)), new Date(nowMs)],
  ]);
  return toAnswer(rows);
}

function toChange({ task: { id, fence, version }, settlement }: Settled) {
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
}

function toAnswer(rows: readonly SettledRow[]): Answer {
  return new Map(rows.map((row) => [row.id, { isOpen: row.is_open, dueMs: row.due_at.getTime() }]));
}

/**
 * Finishes tasks in the handler's own transaction, so that their effect and their end are committed together.
 * @returns ids of those that stay open, because they were requested again since they were read
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
 * Postpones tasks in the handler's own transaction because there is more to do later. Their attempts are reset.
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

async function settleOwn(tx: TenantTx, settled: readonly Settled[], nowMs: number): Promise<Answer> {
  if (settled.length === 0) return new Map();
  const { rows } = await sql<SettledRow>`
    select * from tasks_settle(${JSON.stringify(settled.map(toChange))}, ${new Date(nowMs)})`.execute(tx);
  const known = toAnswer(rows);
  afterCommit(tx, () => {
    for (const { task, settlement } of settled) {
      task.progress.isSettled = true;
      task.progress.action = settlement.action;
    }
  });
  const lost = settled.find(({ task }) => !known.has(task.id));
  if (lost) throw new TaskLostError(`task ${lost.task.id} is somebody else's by now`);
  return known;
}
