import { TASKS, type TaskName, type TaskPayload } from "@chorus/contracts/tasks";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/** A task that a worker has claimed, as it was then, or when it was locked since. */
export interface ClaimedTask<Name extends TaskName = TaskName> {
  tenantId: string;
  id: string;
  name: Name;
  payload: TaskPayload<Name>;
  /** For a task about a conversation: the event it began with. */
  firstSeq: number | null;
  /** Including this one, since its last progress. */
  attempts: number;
  createdAtMs: number;
  fence: number;
  version: number;
  /** Shared with its locked copies; the action with which its handler has settled it. */
  progress: { isSettled: boolean; action?: string };
}

/** Another worker has claimed the task meanwhile: the handler's transaction is rolled back. */
export class TaskLostError extends Error {
  override name = "TaskLostError";
}

/** The task itself is fine: it is postponed, and this attempt does not count. */
export class TaskPostponed extends Error {
  override name = "TaskPostponed";
  readonly delayMs: number;
  constructor(delayMs: number, cause?: unknown) {
    super(`postponed by ${delayMs} ms`, { cause });
    this.delayMs = delayMs;
  }
}

export interface ClaimedRow extends Record<string, unknown> {
  id: string;
  payload: Record<string, unknown>;
  first_seq: number | null;
  attempts: number;
  fence: number;
  version: number;
  created_at: Date;
  due_at: Date;
  is_dead: boolean;
}

/** The payload is unchecked; handlers only get `withCheckedPayload`. */
export function toClaimedTask<Name extends TaskName>(name: Name, tenantId: string, row: ClaimedRow): ClaimedTask<Name> {
  return {
    ...{ tenantId, id: row.id, name, firstSeq: row.first_seq, attempts: row.attempts },
    ...{ createdAtMs: row.created_at.getTime(), fence: row.fence, version: row.version },
    payload: row.payload as TaskPayload<Name>,
    progress: { isSettled: false },
  };
}

/** @throws ZodError for a payload of another version that this one does not understand */
export function withCheckedPayload<Name extends TaskName>(task: ClaimedTask<Name>): ClaimedTask<Name> {
  return { ...task, payload: TASKS[task.name].payload.parse(task.payload) as TaskPayload<Name> };
}

/**
 * Locks the row of the task, so that concurrent requests with the same key wait until this transaction ends, and reads what has
 * been requested so far: `finishTask` with the result then ends exactly that. To be called before any other lock.
 * @throws TaskLostError
 */
export async function lockTask<Name extends TaskName>(
  tx: TenantTx,
  task: ClaimedTask<Name>,
): Promise<ClaimedTask<Name>> {
  const { rows } = await sql<ClaimedRow>`
    select id, payload, first_seq, attempts, fence, version, created_at, due_at, is_dead from tasks
    where tenant_id = ${task.tenantId} and id = ${task.id} and fence = ${task.fence} and finished_at is null
    for update`.execute(tx);
  const [row] = rows;
  if (!row) throw new TaskLostError(`task ${task.id} is somebody else's by now`);
  return withCheckedPayload({ ...toClaimedTask(task.name, task.tenantId, row), progress: task.progress });
}
