import { TRANSCRIPT_TOPIC } from "../conversations/mail-transcript.ts";
import { NEW_DEVICE_TOPIC } from "../auth/new-device.ts";
import { PASSWORD_LINK_TOPIC } from "../auth/password-links.ts";

/** An outbox row with what kind of event it tells of. */
export interface DispatchRow {
  tenant_id: string;
  id: number;
  conversation_id: string | null;
  seq: number | null;
  topic: string;
  payload: Record<string, unknown>;
  event_kind: string | null;
  actor_type: string | null;
  created_at: Date;
}

/** Somebody should hear of this at that time; whether and how is for notification-worker to decide. */
export interface NotificationTask {
  kind: string;
  conversationId: string | null;
  subjectId: string | null;
  firstSeq: number | null;
  dueAt: string;
}

/**
 * Null when nobody has to hear of it.
 * @param graceMs who reads within this time needs no notification
 */
export function notificationTaskOf(row: DispatchRow, graceMs: number): NotificationTask | null {
  const task = (kind: string, more: { delayMs?: number; subjectId?: string } = {}): NotificationTask => ({
    kind,
    conversationId: row.conversation_id,
    subjectId: more.subjectId ?? null,
    firstSeq: row.seq,
    dueAt: new Date(row.created_at.getTime() + (more.delayMs ?? 0)).toISOString(),
  });
  if (row.topic === PASSWORD_LINK_TOPIC) return task("people.link", { subjectId: String(row.payload["linkId"]) });
  if (row.topic === NEW_DEVICE_TOPIC) return task("people.new_device", { subjectId: String(row.payload["sessionId"]) });
  if (row.topic === TRANSCRIPT_TOPIC) {
    const { conversationId, personId } = row.payload;
    return { ...task(TRANSCRIPT_TOPIC, { subjectId: String(personId) }), conversationId: String(conversationId) };
  }
  switch (row.event_kind) {
    case "message.created":
      if (row.actor_type === "customer") return task("conversation.waiting", { delayMs: graceMs });
      return row.actor_type === "system" ? null : task("message.unread", { delayMs: graceMs });
    case "conversation.queued":
      // Whoever was told of it before may not be the one who has to answer now.
      return task("conversation.waiting", { delayMs: graceMs });
    case "note.created":
      return task("conversation.mentioned");
    case "conversation.assigned":
    case "conversation.transferred":
      return task("conversation.assigned");
    case "conversation.status":
      return task("conversation.closed");
    default:
      return null;
  }
}

/** Of a burst in one conversation only the first is a task: what follows belongs to its batch. */
export function withoutRepeats<Task extends NotificationTask & { tenantId: string }>(tasks: readonly Task[]): Task[] {
  const first = new Map<string, Task>();
  for (const task of tasks) {
    const isBatch = task.kind === "message.unread" || task.kind === "conversation.waiting";
    const key = [task.tenantId, task.kind, task.conversationId, isBatch ? "" : (task.firstSeq ?? task.subjectId)];
    const name = key.join(" ");
    if (!first.has(name)) first.set(name, task);
  }
  return [...first.values()];
}
