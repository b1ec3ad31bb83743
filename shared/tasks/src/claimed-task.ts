import { TASKS, type TaskName, type TaskPayload } from "@chorus/contracts/tasks";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/** A task that somebody works on now, as it was when it was taken up, or locked since. */
export interface ClaimedTask<Name extends TaskName = TaskName> {
  tenantId: string;
  id: string;
  name: Name;
  payload: TaskPayload<Name>;
  /** Of a task about a conversation, the event it began with. */
  firstSeq: number | null;
  /** With this one, since it last got anywhere. */
  attempts: number;
  createdAtMs: number;
  fence: number;
  version: number;
  /** Shared with its locked copies. */
  progress: { isSettled: boolean };
}

/** Somebody else has taken the task up meanwhile: what this handler has done is rolled back. */
export class TaskLostError extends Error {
  override name = "TaskLostError";
}

/** Nothing is wrong with the task itself: it waits, and this attempt does not count. */
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

/** The payload is checked by whoever uses it: a handler is called with `withCheckedPayload` only. */
export function toClaimedTask<Name extends TaskName>(name: Name, tenantId: string, row: ClaimedRow): ClaimedTask<Name> {
  return {
    ...{ tenantId, id: row.id, name, firstSeq: row.first_seq, attempts: row.attempts },
    ...{ createdAtMs: row.created_at.getTime(), fence: row.fence, version: row.version },
    payload: row.payload as TaskPayload<Name>,
    progress: { isSettled: false },
  };
}

/** @throws ZodError for a payload that an older version has written and this one does not understand */
export function withCheckedPayload<Name extends TaskName>(task: ClaimedTask<Name>): ClaimedTask<Name> {
  return { ...task, payload: TASKS[task.name].payload.parse(task.payload) as TaskPayload<Name> };
}

/**
 * Keeps everybody who asks for the same again waiting until this transaction ends, and reads what they have asked so far: what
 * `finishTask` ends with the answer is all that was asked. Locks the row of the task before anything else.
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
