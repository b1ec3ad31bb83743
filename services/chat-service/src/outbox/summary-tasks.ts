import type { SystemTx } from "@chorus/database/database";
import type { JobQueues } from "@chorus/jobs/queues";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import type { DispatchRow } from "./notification-tasks.ts";

/** After this long without a message a conversation is summarised. */
const PAUSE_MS = 2 * 60_000;

interface OpenedTask {
  tenant_id: string;
  id: string;
  due_at: Date;
}

interface SummaryTask {
  kind: "summarise";
  reason: "paused" | "closed" | "transferred";
  delayMs: number;
}

/** Writes down which summaries these rows make due; a conversation has at most one such task open. */
export async function openSummaryTasks(
  context: ChatContext,
  tx: SystemTx,
  rows: readonly DispatchRow[],
): Promise<OpenedTask[]> {
  const tasks = new Map<string, object>();
  for (const row of rows) {
    const task = summaryTaskOf(row);
    if (!task || row.conversation_id === null) continue;
    const known = tasks.get(row.conversation_id) as { reason: string } | undefined;
    // What is urgent is not put off by a message that follows it.
    if (known && known.reason !== "paused" && task.reason === "paused") continue;
    tasks.set(row.conversation_id, {
      tenantId: row.tenant_id,
      id: context.ids.next(),
      kind: task.kind,
      conversationId: row.conversation_id,
      reason: task.reason,
      dueAt: new Date(row.created_at.getTime() + task.delayMs).toISOString(),
    });
  }
  if (tasks.size === 0) return [];
  const opened = await sql<OpenedTask>`
    select * from summary_tasks_open(${JSON.stringify([...tasks.values()])})`.execute(tx);
  return opened.rows;
}

export async function wakeSummaries(
  context: ChatContext,
  queues: JobQueues,
  tasks: readonly OpenedTask[],
): Promise<void> {
  const nowMs = context.clock.now();
  try {
    for (const { tenant_id: tenantId, id: taskId, due_at: dueAt } of tasks) {
      const dueMs = dueAt.getTime();
      // One job per task and time; a time that was put off leaves a job behind that finds nothing due.
      const jobId = `summary-${taskId}-${dueMs}`;
      await queues.enqueue("summary.make", { tenantId, taskId }, { jobId, delayMs: Math.max(0, dueMs - nowMs) });
    }
  } catch (error) {
    context.logger.warn({ err: error, tasks: tasks.length }, "summaries wait for summary-engine's own sweep");
  }
}

function summaryTaskOf(row: DispatchRow): SummaryTask | null {
  switch (row.event_kind) {
    case "message.created":
    case "message.edited":
    case "message.deleted":
    case "note.created":
      return { kind: "summarise", reason: "paused", delayMs: PAUSE_MS };
    case "conversation.transferred":
      return { kind: "summarise", reason: "transferred", delayMs: 0 };
    case "conversation.status":
      return { kind: "summarise", reason: "closed", delayMs: 0 };
    default:
      return null;
  }
}
