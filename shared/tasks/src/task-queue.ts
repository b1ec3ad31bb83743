import { TASKS, type TaskName, type TaskPayload } from "@chorus/contracts/tasks";
import type { TaskPriority } from "@chorus/contracts/define-task";
import { afterCommit, type SystemTx, type TenantTx } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import type { Ids } from "@chorus/kernel/ids";
import { sql } from "kysely";
import { openWakeUps, type WakeUp } from "./wake-ups.ts";

/** The sweep finds what is due later than this in time. */
const HINTED_MS = 2_000;
/** Wake-ups within this time are sent together. */
const GATHER_MS = 5;

export interface NewTask<Name extends TaskName = TaskName> {
  name: Name;
  payload: TaskPayload<Name>;
  /** While a task of this name with this key is open, it is the same task (tasks_enqueue.sql). */
  dedupKey?: string;
  /** Milliseconds since the epoch; now when left out. */
  dueMs?: number;
  /** Later requests with the same key may postpone it until then. */
  settlesByMs?: number;
  /** For a task about a conversation: the event it begins with; of repeats the earliest counts. */
  firstSeq?: number | null;
  priority?: TaskPriority;
}

export interface EnqueuedTask {
  tenantId: string;
  id: string;
  name: TaskName;
  dueMs: number;
  /** False when it was merged with an open one. */
  isNew: boolean;
}

export interface TaskQueue {
  /** In the caller's transaction; its worker is woken after the commit. */
  enqueue<Name extends TaskName>(
    tx: TenantTx,
    name: Name,
    payload: TaskPayload<Name>,
    options?: Omit<NewTask<Name>, "name" | "payload">,
  ): Promise<EnqueuedTask>;
  /** Several, of any tenants, in one statement, with distinct keys. The caller wakes their workers after its commit. */
  enqueueAll(tx: SystemTx, tasks: readonly (NewTask & { tenantId: string })[]): Promise<EnqueuedTask[]>;
  /** A hint: the sweep finds tasks whose wake-up was lost. */
  wake(tasks: readonly Pick<EnqueuedTask, "tenantId" | "name" | "dueMs">[]): void;
  close(): Promise<void>;
}

export function openTaskQueue(options: {
  redisUrl: string;
  clock: Clock;
  ids: Ids;
  onError: (error: Error) => void;
}): TaskQueue {
  const { redisUrl, clock, ids, onError } = options;
  const wakeUps = openWakeUps(redisUrl, onError);
  let gathered = new Map<string, WakeUp>();
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();

  const flush = (): void => {
    timer = undefined;
    const batch = [...gathered.values()];
    gathered = new Map();
    sending = wakeUps.send(batch).catch(onError);
  };
  const wake: TaskQueue["wake"] = (tasks) => {
    const nowMs = clock.now();
    for (const { tenantId, name, dueMs } of tasks) {
      const delayMs = Math.max(0, dueMs - nowMs);
      if (delayMs > HINTED_MS) continue;
      gathered.set(`${name} ${tenantId} ${delayMs}`, { name, tenantId, delayMs });
    }
    if (gathered.size > 0) timer ??= setTimeout(flush, GATHER_MS);
  };
  const toRow = (task: NewTask & { tenantId?: string }) => ({
    ...(task.tenantId === undefined ? {} : { tenantId: task.tenantId }),
    ...{ id: ids.next(), name: task.name, payload: TASKS[task.name].payload.parse(task.payload) },
    firstSeq: task.firstSeq ?? null,
    priority: task.priority ?? TASKS[task.name].priority,
    dedupKey: task.dedupKey ?? null,
    dueAt: new Date(task.dueMs ?? clock.now()).toISOString(),
    settlesBy: task.settlesByMs === undefined ? null : new Date(task.settlesByMs).toISOString(),
  });
  const insert = async (tx: TenantTx | SystemTx, tasks: readonly (NewTask & { tenantId?: string })[]) => {
    const { rows } = await sql<EnqueuedRow>`
      select * from tasks_enqueue(${JSON.stringify(tasks.map(toRow))}, ${new Date(clock.now())})`.execute(tx);
    return rows.map(toEnqueued);
  };
  return {
    async enqueue(tx, name, payload, more = {}) {
      const [task] = await insert(tx, [{ name, payload, ...more }]);
      if (!task) throw new Error(`the task ${name} was not written down`);
      afterCommit(tx, () => wake([task]));
      return task;
    },
    enqueueAll: async (tx, tasks) => (tasks.length === 0 ? [] : insert(tx, tasks)),
    wake,
    async close() {
      if (timer !== undefined) {
        clearTimeout(timer);
        flush();
      }
      await sending;
      await wakeUps.close();
    },
  };
}

interface EnqueuedRow {
  tenant_id: string;
  id: string;
  name: TaskName;
  due_at: Date;
  is_new: boolean;
}

function toEnqueued({ tenant_id: tenantId, id, name, due_at: dueAt, is_new: isNew }: EnqueuedRow): EnqueuedTask {
  return { tenantId, id, name, dueMs: dueAt.getTime(), isNew };
}
