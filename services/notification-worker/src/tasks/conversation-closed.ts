import type { TenantTx } from "@chorus/database/database";
import { assigneeOfEvent } from "./assignee-of-event.ts";
import { usersAsRecipients } from "./people.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "conversation.closed";

/** A conversation was closed by somebody else than its assignee. */
export async function conversationClosed(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const seq = task.first_seq ?? 0;
  const sinceMs = task.created_at.getTime();
  const closed = await assigneeOfEvent(tx, task);
  if (!closed || closed.actor_id === closed.id || closed.status !== "closed") return nothing(EVENT, sinceMs);
  // Decided about again for somebody who has another address, and no longer has the conversation.
  if (task.subject_id !== null && task.subject_id !== closed.id) return nothing(EVENT, sinceMs);
  return { event: EVENT, sinceMs, fromSeq: seq, toSeq: seq, recipients: await usersAsRecipients(tx, [closed]) };
}
