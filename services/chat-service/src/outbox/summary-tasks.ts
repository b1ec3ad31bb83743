import { eventSpec } from "@chorus/contracts/entities/event";
import type { SystemTx } from "@chorus/database/database";
import type { JobQueues } from "@chorus/jobs/queues";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import type { DispatchRow } from "./notification-tasks.ts";

/** After this long without a message a conversation is summarised. */
const PAUSE_MS = 2 * 60_000;
/** A message is to be found within 15 s: what is written meanwhile costs little more than the first one. */
const INDEX_AFTER_MS = 5_000;

interface OpenedTask {
  tenant_id: string;
  id: string;
  kind: "summarise" | "index";
  due_at: Date;
}

interface SummaryTask {
  kind: "summarise" | "index";
  reason: "paused" | "closed" | "transferred" | "changed" | "erased";
  delayMs: number;
}

/**
 * Writes down which summaries and entries of the index these rows make due; a conversation has one such task of each kind open.
 * @returns those that somebody must be woken for: the new ones, and what has become urgent. The others have a job on its way, and
 * if that comes too early, it is put off by who finds nothing due
 */
export async function openSummaryTasks(
  context: ChatContext,
  tx: SystemTx,
  rows: readonly DispatchRow[],
): Promise<OpenedTask[]> {
  const tasks = new Map<string, SummaryTask & { json: { id: string; dueAt: string } }>();
  for (const row of rows) {
    if (row.conversation_id === null) continue;
    for (const task of summaryTasksOf(row)) {
      const key = `${task.kind} ${row.conversation_id}`;
      const known = tasks.get(key);
      // What is urgent is not put off by a message that follows it.
      if (known && known.reason !== "paused" && task.reason === "paused") continue;
      const json = {
        ...{ tenantId: row.tenant_id, id: context.ids.next(), kind: task.kind, reason: task.reason },
        conversationId: row.conversation_id,
        dueAt: new Date(row.created_at.getTime() + task.delayMs).toISOString(),
      };
      tasks.set(key, { ...task, json });
    }
  }
  if (tasks.size === 0) return [];
  const values = JSON.stringify([...tasks.values()].map(({ json }) => json));
  const opened = await sql<OpenedTask>`select * from summary_tasks_open(${values})`.execute(tx);
  const asked = [...tasks.values()];
  const made = new Set(asked.map(({ json }) => json.id));
  // By the times that were asked for, which are Postgres' own: this machine's clock may be behind.
  const urgent = asked.filter(({ kind, reason }) => kind === "summarise" && reason !== "paused");
  const urgentMs = Math.max(...urgent.map(({ json }) => Date.parse(json.dueAt)));
  return opened.rows.filter(
    ({ id, kind, due_at: dueAt }) => made.has(id) || (kind === "summarise" && dueAt.getTime() <= urgentMs),
  );
}

export async function wakeSummaries(
  context: ChatContext,
  queues: JobQueues,
  tasks: readonly OpenedTask[],
): Promise<void> {
  const nowMs = context.clock.now();
  try {
    const jobsOf = (wanted: OpenedTask["kind"]) =>
      tasks
        .filter(({ kind }) => kind === wanted)
        .map(({ tenant_id: tenantId, id: taskId, due_at: dueAt }) => ({
          payload: { tenantId, taskId },
          // One job per task and time.
          jobId: `summary-${taskId}-${dueAt.getTime()}`,
          delayMs: Math.max(0, dueAt.getTime() - nowMs),
        }));
    await queues.enqueueAll("summary.make", jobsOf("summarise"));
    await queues.enqueueAll("search.index", jobsOf("index"));
  } catch (error) {
    context.logger.warn({ err: error, tasks: tasks.length }, "summaries wait for summary-engine's own sweep");
  }
}

function summaryTasksOf(row: DispatchRow): SummaryTask[] {
  if (row.event_kind === null) return [];
  const { summarises, indexes } = eventSpec(row.event_kind);
  const tasks: SummaryTask[] = [];
  if (summarises)
    tasks.push({ kind: "summarise", reason: summarises, delayMs: summarises === "paused" ? PAUSE_MS : 0 });
  if (indexes) tasks.push({ kind: "index", reason: indexes, delayMs: indexes === "changed" ? INDEX_AFTER_MS : 0 });
  return tasks;
}
