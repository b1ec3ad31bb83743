import type { NewTask } from "@chorus/tasks/task-queue";
import { type EventKind, eventSpec } from "@chorus/contracts/entities/event";
import {
  MENTIONED_TOPIC,
  NEW_DEVICE_TOPIC,
  PASSWORD_CHANGED_TOPIC,
  PASSWORD_LINK_TOPIC,
  QUOTA_TOPIC,
  TRANSCRIPT_TOPIC,
  UNREAD_TOPIC,
} from "./write-outbox.ts";

/** An outbox row with the kind of its event. */
export interface DispatchRow {
  tenant_id: string;
  id: number;
  conversation_id: string | null;
  seq: number | null;
  topic: string;
  payload: Record<string, unknown>;
  event_kind: EventKind | null;
  actor_type: string | null;
  created_at: Date;
}

/** The task's event and due time; notification-worker decides whether and how to notify. */
export interface NotificationTask {
  kind: string;
  conversationId: string | null;
  subjectId: string | null;
  firstSeq: number | null;
  dueMs: number;
}

/**
 * The notification tasks of an event. Whether a customer still waits, and for whom, is decided when a task is due: every event
 * that may change who has to answer opens one, because the assignee may have changed since the last.
 * @param graceMs whoever reads within this time is not notified
 */
export function notificationTasksOf(row: DispatchRow, graceMs: number): NotificationTask[] {
  const task = (kind: string, more: { delayMs?: number; subjectId?: string } = {}): NotificationTask => ({
    kind,
    conversationId: row.conversation_id,
    subjectId: more.subjectId ?? null,
    firstSeq: row.seq,
    dueMs: row.created_at.getTime() + (more.delayMs ?? 0),
  });
  if (row.topic === PASSWORD_LINK_TOPIC) return [task("people.link", { subjectId: String(row.payload["linkId"]) })];
  if (row.topic === NEW_DEVICE_TOPIC || row.topic === PASSWORD_CHANGED_TOPIC)
    return [task(row.topic, { subjectId: String(row.payload["sessionId"]) })];
  if (row.topic === QUOTA_TOPIC) return [task(QUOTA_TOPIC)];
  if (row.topic === TRANSCRIPT_TOPIC) {
    const { conversationId, personId } = row.payload;
    return [{ ...task(TRANSCRIPT_TOPIC, { subjectId: String(personId) }), conversationId: String(conversationId) }];
  }
  if (row.topic === MENTIONED_TOPIC) {
    const { conversationId, personId, seq } = row.payload;
    const mentioned = task(MENTIONED_TOPIC, { subjectId: String(personId) });
    return [{ ...mentioned, conversationId: String(conversationId), firstSeq: Number(seq) }];
  }
  if (row.topic === UNREAD_TOPIC) {
    const { conversationId, firstSeq } = row.payload;
    return [{ ...task(UNREAD_TOPIC), conversationId: String(conversationId), firstSeq: Number(firstSeq) }];
  }
  if (row.event_kind === null) return [];
  return (eventSpec(row.event_kind).notifies ?? [])
    .filter(({ by }) => by === undefined || by.some((type) => type === row.actor_type))
    .map(({ task: kind, afterGrace }) => task(kind, afterGrace ? { delayMs: graceMs } : {}));
}

/** Only the first event of a burst in a conversation opens a task; later ones belong to its batch, which begins with the earliest. */
export function notificationTasks(
  rows: readonly DispatchRow[],
  graceMs: number,
): (NewTask<"notification.decide"> & { tenantId: string })[] {
  const first = new Map<string, NewTask<"notification.decide"> & { tenantId: string }>();
  for (const row of rows) {
    for (const task of notificationTasksOf(row, graceMs)) {
      const { kind, conversationId, subjectId, firstSeq } = task;
      const isBatch = kind === "message.unread" || kind === "conversation.waiting";
      const name = [row.tenant_id, kind, conversationId, ...(isBatch ? [] : [firstSeq, subjectId])].join(" ");
      const known = first.get(name);
      if (known) {
        known.firstSeq = earlier(known.firstSeq, firstSeq);
        known.dueMs = Math.min(known.dueMs ?? task.dueMs, task.dueMs);
        continue;
      }
      first.set(name, {
        ...{ tenantId: row.tenant_id, name: "notification.decide", firstSeq, dueMs: task.dueMs },
        payload: { kind, conversationId, subjectId },
        // Later events belong to the open batch.
        ...(isBatch ? { dedupKey: `${kind}.${conversationId}` } : {}),
      });
    }
  }
  return [...first.values()];
}

function earlier(one: number | null | undefined, other: number | null): number | null {
  if (one === null || one === undefined) return other;
  return other === null ? one : Math.min(one, other);
}
