import { eventSpec } from "@chorus/contracts/entities/event";
import type { NewTask } from "@chorus/tasks/task-queue";
import type { DispatchRow } from "./notification-tasks.ts";

/** A conversation is summarised after this long without a message. */
const PAUSE_MS = 2 * 60_000;
/** And after this long even when messages never pause. */
const MAX_PAUSE_MS = 10 * 60_000;
/** A message can be found within 15 s; messages of that time are indexed together. */
const INDEX_AFTER_MS = 5_000;

type SummaryTask = NewTask<"summary.make" | "search.index"> & { tenantId: string };

/** The summary and index tasks that these rows make due; one of each kind per conversation. */
export function summaryTasksOf(rows: readonly DispatchRow[]): SummaryTask[] {
  const tasks = new Map<string, SummaryTask>();
  for (const row of rows) {
    for (const task of tasksOf(row)) {
      const key = `${task.name} ${task.dedupKey}`;
      // An urgent task is not deferred by a later message.
      const isUrgent = tasks.has(key) && tasks.get(key)?.settlesByMs === undefined;
      if (isUrgent && task.settlesByMs !== undefined) continue;
      tasks.set(key, task);
    }
  }
  return [...tasks.values()];
}

function tasksOf({ tenant_id: tenantId, conversation_id: conversationId, event_kind, created_at }: DispatchRow) {
  if (event_kind === null || conversationId === null) return [];
  const { summarises, indexes } = eventSpec(event_kind);
  const atMs = created_at.getTime();
  const tasks: SummaryTask[] = [];
  if (summarises) {
    const isPause = summarises === "paused";
    tasks.push({
      ...{ tenantId, name: "summary.make", dedupKey: conversationId },
      payload: { conversationId, reason: summarises },
      dueMs: atMs + (isPause ? PAUSE_MS : 0),
      ...(isPause ? { settlesByMs: atMs + MAX_PAUSE_MS } : {}),
    });
  }
  if (indexes) {
    tasks.push({
      ...{ tenantId, name: "search.index", dedupKey: conversationId },
      payload: { conversationId, reason: indexes },
      dueMs: atMs + (indexes === "changed" ? INDEX_AFTER_MS : 0),
    });
  }
  return tasks;
}
